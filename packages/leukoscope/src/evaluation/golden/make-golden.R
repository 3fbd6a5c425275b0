# Golden values for the statistics of ../, from R (base `stats`, and pROC for DeLong).
# Run here: Rscript make-golden.R && python3 make_golden.py
# Needs (Debian): r-base-core r-cran-proc
suppressPackageStartupMessages(library(pROC))

# JSON by hand, so that every double is written with all its digits and no further package is needed.
num <- function(x) ifelse(is.na(x), "null", sprintf("%.17g", x))
row <- function(...) {
  fields <- list(...)
  paste0("{", paste0('"', names(fields), '":', sapply(fields, function(f) {
    if (length(f) > 1 || inherits(f, "AsIs")) paste0("[", paste(num(unclass(f)), collapse = ","), "]") else num(f)
  }), collapse = ","), "}")
}
block <- function(name, rows) paste0('"', name, '": [\n', paste(rows, collapse = ",\n"), "\n]")
write_json <- function(path, meta, ...) {
  writeLines(c("{", paste0('"made": "', meta, '",'), paste(c(...), collapse = ",\n"), "}"), path)
}
version <- paste0(R.version.string, "; pROC ", packageVersion("pROC"))

## Proportions ----------------------------------------------------------------------------------------------------
counts <- rbind(
  c(0, 1), c(1, 1), c(0, 5), c(1, 5), c(5, 5), c(2, 9), c(81, 263), c(0, 30), c(29, 30), c(30, 30), c(57, 60),
  c(640, 689), c(49, 3672), c(633, 693), c(2934, 2983), c(19, 20000), c(10000, 20000), c(19999, 20000), c(20000, 20000),
  c(7, 1000000), c(123456, 1000000)
)
rates <- character()
for (i in seq_len(nrow(counts))) for (level in c(0.8, 0.95, 0.99, 0.999)) {
  k <- counts[i, 1]; n <- counts[i, 2]
  exact <- binom.test(k, n, conf.level = level)$conf.int
  score <- suppressWarnings(prop.test(k, n, conf.level = level, correct = FALSE))$conf.int
  rates <- c(rates, row(numerator = k, denominator = n, level = level,
                        clopperPearson = as.numeric(exact), wilson = as.numeric(score)))
}

betas <- character()
for (p in c(1e-12, 1e-6, 0.005, 0.025, 0.3, 0.5, 0.9, 0.975)) {
  for (shape in list(c(0.5, 0.5), c(1, 1), c(1, 30), c(2.5, 0.75), c(30, 1), c(19, 2), c(640, 50), c(1, 1e6),
                     c(1e5, 3), c(5e5, 5e5))) {
    x <- qbeta(p, shape[1], shape[2])
    betas <- c(betas, row(probability = p, a = shape[1], b = shape[2], quantile = x,
                          probabilityAtQuantile = pbeta(x, shape[1], shape[2])))
  }
}

normals <- sapply(c(1e-300, 1e-20, 1e-9, 0.001, 0.025, 0.075, 0.2, 0.5, 0.6, 0.925, 0.975, 0.9995),
                  function(p) row(probability = p, quantile = qnorm(p)))

below <- sapply(c(-12, -8.5, -3.1, -1, 0, 1e-9, 0.7, 1.959963984540054, 4, 8, 12),
                function(z) row(deviate = z, probability = pnorm(z)))
students <- character()
for (level in c(0.8, 0.95, 0.999)) for (df in c(1, 2, 4, 11, 79, 5000)) {
  students <- c(students, row(level = level, degreesOfFreedom = df, deviate = qt((1 + level) / 2, df)))
}

## Figures of a confusion matrix that are not proportions ----------------------------------------------------------
# The delta method for MCC with R's own symbolic derivatives and the multinomial covariance.
mcc_gradient <- deriv(
  ~ (tp * tn - fp * fn) / sqrt((tp + fp) * (tp + fn) * (tn + fp) * (tn + fn)), c("tp", "fn", "fp", "tn"),
  function(tp, fn, fp, tn) NULL
)
matrices <- rbind(c(640, 49, 49, 2934), c(633, 60, 64, 2915), c(3, 1, 2, 5), c(12, 3, 40, 900), c(1, 30, 2, 50),
                  c(20, 0, 1, 30), c(5, 60, 70, 8))
composites <- character()
for (i in seq_len(nrow(matrices))) for (level in c(0.9, 0.95)) {
  m <- matrices[i, ]; tp <- m[1]; fn <- m[2]; fp <- m[3]; tn <- m[4]
  z <- qnorm((1 + level) / 2); n <- sum(m); p <- m / n
  at <- mcc_gradient(p[1], p[2], p[3], p[4])
  g <- attr(at, "gradient")[1, ]; mcc <- as.numeric(at)
  se <- sqrt(sum(g^2 * p) - sum(g * p)^2) / sqrt(n)
  half <- z * se / (1 - mcc^2)
  j <- binom.test(tp, tp + fp + fn, conf.level = level)$conf.int
  wl <- function(k, n) suppressWarnings(prop.test(k, n, conf.level = level, correct = FALSE))
  s1 <- wl(tp, tp + fn); s2 <- wl(tn, tn + fp); ba <- (s1$estimate + s2$estimate) / 2
  mover <- function(end) sqrt((s1$estimate - s1$conf.int[end])^2 + (s2$estimate - s2$conf.int[end])^2) / 2
  composites <- c(composites, row(
    confusion = m, level = level,
    mcc = c(mcc, tanh(atanh(mcc) - half), tanh(atanh(mcc) + half)),
    f1 = c(2 * tp / (2 * tp + fp + fn), 2 * j / (1 + j)),
    balancedAccuracy = as.numeric(c(ba, ba - mover(1), ba + mover(2)))
  ))
}
## Likelihood ratios and predictive values at a prevalence ---------------------------------------------------------
# MOVER-R as Donner and Zou (2012) print it, from prop.test's Wilson intervals; NA where it is infinite.
mover_r <- function(a, of_a, b, of_b, level) {
  wl <- function(k, n) as.numeric(suppressWarnings(prop.test(k, n, conf.level = level, correct = FALSE))$conf.int)
  t <- a / of_a; m <- b / of_b; l1 <- wl(a, of_a)[1]; u1 <- wl(a, of_a)[2]; l2 <- wl(b, of_b)[1]; u2 <- wl(b, of_b)[2]
  low <- (t * m - sqrt((t * m)^2 - l1 * u2 * (2 * t - l1) * (2 * m - u2))) / (u2 * (2 * m - u2))
  high <- (t * m + sqrt((t * m)^2 - u1 * l2 * (2 * t - u1) * (2 * m - l2))) / (l2 * (2 * m - l2))
  c(if (b == 0) NA else t / m, low, if (b == 0) NA else high)
}
after <- function(ratio, odds) ratio * odds / (1 + ratio * odds)
ratios <- character()
for (m in list(c(640, 49, 49, 2934), c(633, 60, 64, 2915), c(3, 1, 2, 5), c(12, 3, 40, 900), c(5, 60, 70, 8),
               c(20, 0, 1, 30), c(12, 3, 0, 40), c(9, 4, 6, 0))) for (prevalence in c(0.02, 0.4)) {
  tp <- m[1]; fn <- m[2]; fp <- m[3]; tn <- m[4]; odds <- prevalence / (1 - prevalence)
  positive <- mover_r(tp, tp + fn, fp, fp + tn, 0.95); negative <- mover_r(fn, tp + fn, tn, fp + tn, 0.95)
  sens <- tp / (tp + fn); spec <- tn / (fp + tn)
  ratios <- c(ratios, row(
    confusion = m, prevalence = prevalence, positive = positive, negative = negative,
    ppv = c(sens * prevalence / (sens * prevalence + (1 - spec) * (1 - prevalence)),
            after(positive[2], odds), if (fp == 0) 1 else after(positive[3], odds)),
    npv = c(spec * (1 - prevalence) / (spec * (1 - prevalence) + (1 - sens) * prevalence),
            if (tn == 0) 0 else 1 - after(negative[3], odds), 1 - after(negative[2], odds))
  ))
}

write_json("rates.json", version, block("rates", rates), block("betas", betas), block("normals", normals),
           block("below", below), block("students", students),
           block("composites", composites), block("ratios", ratios))

## ROC ------------------------------------------------------------------------------------------------------------
set.seed(20240501)
scores <- function(positives, negatives, shift, digits) {
  list(positive = rep(c(1, 0), c(positives, negatives)),
       probability = round(plogis(c(rnorm(positives, shift), rnorm(negatives))), digits))
}
cases <- list(
  scores(40, 60, 1, 2),      # many ties
  scores(25, 200, 2.2, 6),   # area above 0.9, hardly a tie
  scores(150, 100, 3, 3),
  scores(5, 7, 0.5, 1),      # few cells, few distinct values
  scores(30, 30, -2.5, 4),   # a model that is wrong: area near 0
  scores(3, 2, 0, 0)         # probabilities of 0 and 1 only
)
curves <- character()
for (case in cases) {
  r <- roc(case$positive, case$probability, levels = c(0, 1), direction = "<", quiet = TRUE)
  plain <- as.numeric(ci.auc(r, method = "delong"))
  v <- var(r, method = "delong"); a <- as.numeric(auc(r))
  half <- qnorm(0.975) * sqrt(v) / (a * (1 - a))
  at <- roc(case$positive, case$probability, levels = c(0, 1), direction = "<", quiet = TRUE)
  curves <- c(curves, row(
    positive = case$positive, probability = case$probability, auc = a, variance = v,
    delong = plain[c(1, 3)], delongLogit = plogis(qlogis(a) + c(-half, half)),
    sensitivityAtSpecificity90 = max(at$sensitivities[at$specificities >= 0.9])
  ))
}
quantiles <- sapply(list(c(3), c(1, 2), c(0.1, 0.4, 0.45, 2, 7)), function(v) row(
  sorted = I(v), probability = I(c(0, 0.025, 0.5, 0.975, 1)),
  quantile = as.numeric(quantile(v, c(0, 0.025, 0.5, 0.975, 1), type = 7))
))
write_json("roc.json", version, block("curves", curves), block("quantiles", quantiles))
