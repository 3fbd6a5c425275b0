# Golden values for temperature scaling: logistic regression on the logarithm of the odds without an intercept.
# Run here: Rscript temperature.R > temperature.json
set.seed(20240702)
num <- function(x) paste0("[", paste(sprintf("%.17g", x), collapse = ","), "]")
cases <- sapply(list(c(60, 2), c(200, 0.6), c(45, 1)), function(v) {
  z <- rnorm(2 * v[1], rep(c(1.2, -1.2), each = v[1]), 1.3)
  truth <- rbinom(length(z), 1, plogis(z / v[2]))
  probability <- round(plogis(z), 4)
  fit <- glm(truth ~ 0 + qlogis(probability), family = binomial, control = glm.control(epsilon = 1e-15, maxit = 100))
  sprintf('{"truth":%s,"probability":%s,"temperature":%.17g}', num(truth), num(probability), 1 / coef(fit)[[1]])
})
cat(sprintf('{"made":"%s","cases":[%s]}\n', R.version.string, paste(cases, collapse = ",")))
