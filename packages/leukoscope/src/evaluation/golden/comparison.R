# Golden values for two models on the same cells: DeLong's test from pROC, McNemar's from binom.test.
# Run here: Rscript comparison.R > comparison.json
# Needs (Debian): r-base-core r-cran-proc r-cran-jsonlite
suppressPackageStartupMessages({ library(pROC); library(jsonlite) })
set.seed(20240611)

cells <- function(positives, negatives, shift, other_shift, shared, digits) {
  truth <- rep(c(1, 0), c(positives, negatives))
  common <- rnorm(positives + negatives)
  score <- function(by) round(plogis(truth * by + shared * common + rnorm(positives + negatives)), digits)
  list(truth = truth, first = score(shift), other = score(other_shift))
}
delong <- lapply(list(
  cells(40, 60, 1, 1.6, 1, 2),      # many ties
  cells(25, 90, 2, 2, 2, 6),        # hardly a tie, much in common
  cells(12, 9, 0.5, -1, 0, 1)       # few cells, one model the wrong way round
), function(case) {
  curve <- function(score) roc(case$truth, score, levels = c(0, 1), direction = "<", quiet = TRUE)
  a <- curve(case$first); b <- curve(case$other)
  test <- roc.test(a, b, method = "delong", paired = TRUE)
  difference <- as.numeric(auc(a) - auc(b))
  half <- qnorm(0.975) * sqrt(var(a) + var(b) - 2 * cov(a, b))
  c(case, list(difference = difference, interval = difference + c(-half, half), p = test$p.value))
})

# The first pair is the worked example of Fagerland, Lydersen and Laake (2013): exact 0.070, mid-p 0.039.
pairs <- lapply(list(c(1, 7), c(0, 5), c(4, 4), c(12, 30), c(1, 0), c(301, 340), c(60, 12)), function(counts) {
  n <- sum(counts); fewer <- min(counts); at <- dbinom(fewer, n, 0.5)
  exact <- binom.test(counts[1], n)$p.value
  list(onlyFirstRight = counts[1], onlyOtherRight = counts[2], exact = exact,
       midP = if (counts[1] == counts[2]) 1 - at / 2 else exact - at)
})
# Bonett and Price as published, of n cells with b and c in which exactly one is right.
differences <- lapply(list(c(21, 1, 7), c(100, 0, 0), c(263, 30, 12), c(5, 5, 0)), function(v) {
  n <- v[1]; p <- (v[2:3] + 1) / (n + 2); d <- p[1] - p[2]
  half <- qnorm(0.975) * sqrt((p[1] + p[2] - d^2) / (n + 2))
  list(n = n, onlyFirstRight = v[2], onlyOtherRight = v[3], value = (v[2] - v[3]) / n,
       interval = c(max(-1, d - half), min(1, d + half)))
})
cat(toJSON(list(made = paste0(R.version.string, "; pROC ", packageVersion("pROC")), delong = delong, pairs = pairs,
                differences = differences), digits = 17, auto_unbox = TRUE), "\n", sep = "")
