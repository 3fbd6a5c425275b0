# Golden values for evaluation/patients by R's analysis of variance: Rscript make_patients.R, writes patients.json beside it.
# Mean squares of aov on single cells (0 or 1) by patient; the intraclass correlation is their quotient (Donner 1986).
set.seed(3)
cases <- list(
  list(wrong = c(1, 0, 3, 2), cells = c(10, 12, 20, 9)),
  list(wrong = c(0, 0, 0, 5), cells = c(4, 7, 30, 11)),
  list(wrong = c(5, 5, 5), cells = c(10, 10, 10)),
  list(wrong = rbinom(40, 50, rbeta(40, 2, 18)), cells = rep(50, 40)),
  list(wrong = c(30, 1, 2, 0, 14, 3), cells = c(31, 60, 55, 42, 44, 51))
)
found <- lapply(cases, function(case) {
  y <- unlist(mapply(function(w, n) c(rep(1, w), rep(0, n - w)), case$wrong, case$cells, SIMPLIFY = FALSE))
  patient <- factor(rep(seq_along(case$cells), case$cells))
  squares <- summary(aov(y ~ patient))[[1]][["Mean Sq"]]
  n <- sum(case$cells)
  size <- (n - sum(case$cells^2) / n) / (length(case$cells) - 1)
  list(wrong = case$wrong, cells = case$cells, mean = mean(y),
       correlation = max(0, (squares[1] - squares[2]) / (squares[1] + (size - 1) * squares[2])))
})
text <- function(values) paste0("[", paste(format(values, trim = TRUE), collapse = ","), "]")
rows <- sapply(found, function(f) sprintf('{"wrong":%s,"cells":%s,"mean":%.17g,"correlation":%.17g}',
                                          text(f$wrong), text(f$cells), f$mean, f$correlation))
self <- sub("--file=", "", grep("--file=", commandArgs(FALSE), value = TRUE))
writeLines(paste0('{"made":"', R.version.string, '","spreads":[\n', paste(rows, collapse = ",\n"), "\n]}"),
           file.path(dirname(self), "patients.json"))
