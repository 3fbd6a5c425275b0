# Golden values for kappa from vcd (1.4-11; psych 2.2.9 gives the same to 15 digits). The first table is the worked
# example of Fleiss, Levin and Paik, "Statistical Methods for Rates and Proportions", 3rd edition, 18.1.
# Run here: Rscript kappa.R > kappa.json
suppressPackageStartupMessages({ library(vcd); library(psych); library(jsonlite) })

tables <- list(
  matrix(c(75, 1, 4, 5, 4, 1, 0, 0, 10), 3, byrow = TRUE),
  matrix(c(40, 9, 6, 45), 2, byrow = TRUE),
  matrix(c(3, 20, 17, 2), 2, byrow = TRUE),
  matrix(c(1, 0, 0, 0, 2, 1, 0, 3, 1), 3, byrow = TRUE),
  matrix(c(900, 30, 12, 4, 25, 310, 9, 0, 2, 14, 41, 3, 0, 0, 5, 17), 4, byrow = TRUE)
)
golden <- lapply(tables, function(counts) {
  kappa <- Kappa(counts)
  stopifnot(abs(sqrt(cohen.kappa(counts)$var.kappa) - kappa$Unweighted[["ASE"]]) < 1e-12)
  interval <- function(level) confint(kappa, level = level)["Unweighted", ]
  list(counts = counts, value = kappa$Unweighted[["value"]], intervals = list(
    list(level = 0.95, ends = as.numeric(interval(0.95))),
    list(level = 0.9, ends = as.numeric(interval(0.9)))
  ))
})
cat(toJSON(golden, digits = 17, auto_unbox = TRUE, pretty = FALSE), "\n", sep = "")
