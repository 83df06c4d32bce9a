# The 2025/26 Commissioner Assignment Method, by hand, for R data.table: every box, every way of finding a code, every flag.
# Rscript decide.R ACTIVITY.csv WORLD OUT.csv [--as-the-format-asks]
# Without the switch, cells are taken as they stand, as an analyst who knows the file would; with it they are trimmed, upper-cased and so on first.
suppressPackageStartupMessages(library(data.table))
args <- commandArgs(TRUE)
activity <- args[1]; world <- args[2]; out <- args[3]
tidy <- identical(args[4], "--as-the-format-asks")
code <- if (tidy) function(x) toupper(trimws(x)) else identity
postcode_of <- if (tidy) function(x) toupper(gsub("\\s+", "", x)) else identity
setDTthreads(0)

first_of_year <- as.Date("2025-04-01")
days <- format(seq(first_of_year, as.Date("2026-03-31"), 1))
nd <- length(days)

# ------------------------------------------------------------------ reference tables

table_of <- function(name) {
  t <- fread(file.path(world, name), colClasses = "character", na.strings = NULL)
  for (column in intersect(names(t), c("postcode", "main_site_postcode"))) set(t, j = column, value = postcode_of(t[[column]]))
  for (column in setdiff(names(t), c("postcode", "main_site_postcode", "name", "description", "from", "to", "year"))) set(t, j = column, value = code(t[[column]]))
  t
}
# For each day of the year and each key, the first row of a table that holds; one past the end where none does.
rows_by_day <- function(t, key, keys, counts = rep(TRUE, nrow(t))) {
  from <- pmax(1L, fifelse(t$from == "", 1L, as.integer(as.Date(t$from) - first_of_year) + 1L))
  to <- pmin(nd, fifelse(t$to == "", nd, as.integer(as.Date(t$to) - first_of_year) + 1L))
  held <- matrix(nrow(t) + 1L, nd, length(keys))
  at <- match(t[[key]], keys)
  for (i in rev(which(counts & from <= to))) held[from[i]:to[i], at[i]] <- i
  held
}
on_day <- function(held, at, day, none) {
  row <- held[(at - 1L) * nd + day]
  row[is.na(row)] <- none
  row
}
border_councils <- c("W06000004", "W06000005", "W06000006", "W06000021", "W06000023")

pc <- table_of("postcodes.csv")
none_pc <- nrow(pc) + 1L
with_none <- function(x, none = "") c(x, none)
pc_country <- with_none(pc$country); pc_commissioner <- with_none(pc$commissioner); pc_region <- with_none(pc$region)
pc_council <- with_none(pc$local_authority); pc_board <- with_none(pc$health_board)
pc_england <- pc_country == "E92000001"
pc_uk <- pc_country %chin% c("E92000001", "W92000004", "S92000003", "N92000002")
pc_border <- with_none(pc$icb) %chin% c("QYG", "QOC", "QGH", "QR1", "QUY") | pc_council %chin% border_councils
place_of <- function(postcode) { at <- chmatch(postcode, pc$postcode); at[is.na(at)] <- none_pc; at }

areas <- table_of("areas.csv")
area_keys <- unique(areas$commissioner)
area_held <- rows_by_day(areas, "commissioner", area_keys)
none_area <- nrow(areas) + 1L
area_hub <- with_none(areas$specialised_hub); area_delegated <- with_none(areas$delegated) == "Y"
region_keys <- unique(areas$region)
region_held <- rows_by_day(areas, "region", region_keys, areas$specialised_hub != "" & areas$region != "")

practices <- table_of("practices.csv")
practice_keys <- unique(practices$practice_code)
practice_held <- rows_by_day(practices, "practice_code", practice_keys, practices$status %chin% c("A", "P"))
none_practice <- nrow(practices) + 1L
g_place <- with_none(place_of(practices$postcode), none_pc)
g_commissioner <- with_none(practices$commissioner); g_region <- with_none(practices$national_grouping)
g_forces <- g_commissioner == "13Q"
g_english_forces <- g_forces & pc_england[g_place]
g_welsh <- g_commissioner %chin% c("7A1", "7A2", "7A3", "7A4", "7A5", "7A6", "7A7")
g_island <- with_none(practices$high_level_geography) %chin% c("YAC", "YAD", "YAE", "YAF")
g_post <- startsWith(with_none(practices$postcode), "BF")
g_other_post <- g_post & !startsWith(with_none(practices$postcode), "BF1") & !startsWith(with_none(practices$postcode), "BF2")
g_english <- g_region != "W00" & !g_island & !g_post & !g_welsh & (!g_forces | g_english_forces)
g_english[none_practice] <- FALSE
g_english_border <- g_english & with_none(practices$high_level_geography) != "Q99"
g_near_border <- pc_council[g_place] %chin% border_councils

providers <- table_of("providers.csv")
none_provider <- nrow(providers) + 1L
p_hub <- with_none(providers$specialised_hub)
p_place <- with_none(place_of(providers$main_site_postcode), none_pc)
p_host <- pc_commissioner[p_place]

services <- table_of("services.csv")[year == "2025/26" & service_code != "99999999"]
sites <- table_of("detention_sites.csv")
site_keys <- setdiff(unique(sites$postcode), "")
site_held <- rows_by_day(sites, "postcode", site_keys, sites$postcode != "")
none_site <- nrow(sites) + 1L
site_hub <- with_none(sites$hub)

# ------------------------------------------------------------------ the activity: what the record says

a <- fread(activity, colClasses = "character", na.strings = NULL, fill = TRUE, quote = "\"", strip.white = FALSE, drop = "placement_basis")
n <- nrow(a)
type <- chmatch(code(a$cds_type), c("011", "020", "120", "130", "140", "150", "160", "180", "190", "200"))
type[is.na(type)] <- 0L
emergency <- type == 1L
admitted <- type > 2L
day <- a$activity_date
w <- which(type >= 3L & type <= 7L); day[w] <- a$discharge_date[w]
w <- which(type >= 8L); day[w] <- a$start_date[w]
day <- chmatch(if (tidy) trimws(day) else day, days)
decided <- type > 0L & !is.na(day) & a$record_id != ""        # a line without an id, a type or a day in the year is left out
day[is.na(day)] <- 1L

category <- code(a$overseas_category)
recorded <- category %chin% c("A", "B", "C", "D", "E", "F")
source <- code(a$source_of_admission)
agreement <- code(a$reciprocal_agreement)
placer <- code(a$placing_commissioner)
placed <- !emergency & placer != ""
ras <- code(a$referred_via_ras) == "Y"
section7a <- code(a$s7a_service) == "Y"; council_health <- code(a$la_public_health) == "Y"; notice <- code(a$infertility_notice) == "Y"
pays <- category %chin% c("D", "F") | code(a$administrative_category) == "02"
dental <- code(a$treatment_function) %chin% c("140", "141", "142", "143", "144", "145", "217", "450", "451")

# ------------------------------------------------------------------ what the tables say of it. Few values differ, so they are worked out for each value once.

practice <- code(a$practice_code)
default <- practice %chin% c("", "V81997", "V81998", "V81999")
at <- chmatch(practice, practice_keys); at[default] <- NA
g <- on_day(practice_held, at, day, none_practice)

values <- unique(a$provider_code); tidied <- code(values)
at <- chmatch(tidied, providers$provider_code)
w <- which(is.na(at) & nchar(tidied) > 3L); at[w] <- chmatch(substr(tidied[w], 1L, 3L), providers$provider_code)
at[is.na(at)] <- none_provider
p <- at[chmatch(a$provider_code, values)]

values <- unique(a$service_code); tidied <- code(values)
at <- chmatch(tidied, services$service_code); found <- !is.na(at)
at <- chmatch(a$service_code, values)
specialised <- (fifelse(found, services$specialised[chmatch(tidied, services$service_code)] == "Y" | services$highly_specialised[chmatch(tidied, services$service_code)] == "Y", startsWith(tidied, "NCBPS")))[at]
line <- chmatch(tidied, services$service_code)
highly <- (found & services$highly_specialised[line] %chin% "Y")[at]
cross_border <- (found & services$cross_border[line] %chin% "Y")[at]
public_health_line <- (found & startsWith(tidied, "NCBPH"))[at]
status <- fifelse(found, services$status[line], "")[at]

home <- postcode_of(a$postcode)
pseudo <- home %chin% c("", postcode_of(c("ZZ99 3WZ", "ZZ99 3VZ", "ZZ99 3CZ", "ZZ99 3GZ", "ZZ99 1WZ", "ZZ99 2WZ")))
says_wales <- home == postcode_of("ZZ99 3GZ")
h <- place_of(home)
site <- rep(none_site, n)
at <- chmatch(home, site_keys); w <- which(!is.na(at)); site[w] <- on_day(site_held, at[w], day[w], none_site)
at_site <- site != none_site

residence <- fifelse(pseudo, p_place[p], h)
in_england <- pseudo | pc_england[residence]
in_uk <- pseudo | pc_uk[residence]
border <- pc_border[residence]
in_wales <- says_wales | pc_country[residence] == "W92000004"
english <- g_english[g]; english_forces <- g_english_forces[g]; welsh <- g_welsh[g]
resident_category <- !category %chin% c("B", "C", "E")
resident <- resident_category & !g_post[g] & !g_island[g] & in_uk
wb1 <- welsh & border
wb2 <- g_english_border[g] & border
wb3 <- in_england & !(says_wales & welsh)
population <- english | (!pseudo & in_uk)

codes <- function(x) toupper(gsub(if (tidy) "[[:space:].]+" else ".", "", x, fixed = !tidy))
any_code <- function(x, pattern) { found <- logical(n); w <- which(x != ""); values <- unique(x[w]); found[w] <- grepl(pattern, codes(values), perl = TRUE)[chmatch(x[w], values)]; found }
infertility <- any_code(a$diagnoses, "(^|;)(N46|N97|Z31|Z350)") |
  any_code(a$procedures, "(^|;)(N34[1-6]|Q13[1-9]|Q21[189]|Q38[23]|Q48[123489]|Q56[12]|Y96[1-689])(;|$)")

# ------------------------------------------------------------------ the boxes, down to the one that settles it

boxes <- c("A&E-1", "A&E-J", "A&E", "A", "B-2", "B-3 resp", "B-3 host", "B-3 named", "B-4", "B-4 host", "C", "C-1", "WB-10", "C-3", "C-3 no",
           "C-2", "C-2 no", "D", "E", "F", "H", "I-1", "I-1 no", "J", "C-5", "C-6")
no <- function(...) match(c(...), boxes)
europe <- postcode_of(paste("ZZ99", c("4MZ", "2DZ", "4UZ", "5VZ", "6AZ", "5XZ", "4FZ", "7LZ", "4BZ", "4GZ", "4QZ", "4RZ", "4XZ", "4LZ", "7RZ", "7SZ", "2EZ", "5BZ", "4EZ",
                                      "2AZ", "4YZ", "4JZ", "3AZ", "4ZZ", "5YZ", "5UZ", "4HZ", "2CZ", "4PZ")))
devolved <- wb1 | !(wb2 | wb3)
box <- fcase(
  emergency & !in_england, no("A&E-1"),
  emergency & english_forces, no("A&E-J"),
  emergency, no("A&E"),
  pays, no("A"),
  !resident & highly & home %chin% europe, no("B-2"),
  !resident & agreement == "Y" & population, no("B-3 resp"),
  !resident & agreement == "Y", no("B-3 host"),
  !resident & agreement != "" & agreement != "N", no("B-3 named"),
  !resident & population, no("B-4"),
  !resident, no("B-4 host"),
  devolved & !specialised, no("C"),
  devolved & cross_border, no("C-1"),
  devolved & !wb1, no("WB-10"),
  devolved & (ras | in_wales), no("C-3"),
  devolved, no("C-3 no"),
  specialised & status != "GREEN" & p_hub[p] != "", no("C-2"),
  specialised & status != "GREEN", no("C-2 no"),
  !specialised & dental, no("D"),
  at_site & (!admitted | source %chin% c("40", "39")), no("E"),
  section7a | public_health_line, no("F"),
  council_health, no("H"),
  infertility & notice, no("I-1"),
  infertility, no("I-1 no"),
  english_forces, no("J"),
  !specialised, no("C-5"),
  rep(TRUE, n), no("C-6"))

# ------------------------------------------------------------------ from box to code

by_home_only <- default | at_site | english_forces
asks_location <- box %in% no("A&E", "B-3 resp", "B-4", "D", "I-1 no", "C-5", "C-6")
step <- fcase(                                                # 1 placed, 2 practice, 3 host, 4 home, 5 last, 0 none
  box %in% no("A&E-1", "B-3 host", "B-4 host"), 3L,
  !asks_location, 0L,
  placed, 1L,
  !by_home_only & english & g_commissioner[g] != "", 2L,
  pseudo, 3L,
  pc_commissioner[residence] != "", 4L,
  rep(TRUE, n), 5L)
payer <- character(n)
w <- which(step == 2L); payer[w] <- g_commissioner[g[w]]
w <- which(step == 4L); payer[w] <- pc_commissioner[residence[w]]
w <- which(step == 3L | step == 5L); payer[w] <- p_host[p[w]]
w <- which(step == 1L); payer[w] <- placer[w]
candidate <- payer != ""
area <- on_day(area_held, chmatch(payer, area_keys), day, none_area)
not_in_force <- candidate & area == none_area
payer[not_in_force] <- ""

by_population <- box == no("C-6") & area != none_area & !area_delegated[area]
w <- which(by_population)
hub <- character(n)
hub[w] <- fifelse(by_home_only[w], area_hub[on_day(area_held, chmatch(pc_commissioner[residence[w]], area_keys), day[w], none_area)],
                  fifelse(english[w], area_hub[on_day(region_held, chmatch(g_region[g[w]], region_keys), day[w], none_area)], ""))
payer[w] <- hub[w]
to_provider <- by_population & hub == ""
asks_provider <- box %in% no("B-2", "C-1", "C-3 no", "C-2") | to_provider
w <- which(asks_provider); payer[w] <- p_hub[p[w]]
payer[box == no("A")] <- "VPP00"
payer[box %in% no("A&E-J", "J", "I-1")] <- "13Q"
payer[box == no("C-3")] <- "7A5HC"
w <- which(box == no("B-3 named")); payer[w] <- agreement[w]
w <- which(box == no("C")); first_known <- function(...) { r <- ..1; for (x in list(...)[-1]) r <- fifelse(r == "", x, r); r }
payer[w] <- fcase(says_wales[w], rep("W01", length(w)),
                  in_england[w], first_known(pc_board[g_place[g[w]]], g_commissioner[g[w]], pc_board[residence[w]]),
                  rep(TRUE, length(w)), pc_board[residence[w]])
w <- which(box == no("WB-10")); payer[w] <- fifelse(in_wales[w], "7A5HC", fifelse(pc_country[residence[w]] == "S92000003", "SD002", ""))
w <- which(box == no("E")); payer[w] <- site_hub[site[w]]
w <- which(box == no("F"))
by_practice <- fcase(g_forces[g[w]], pc_region[g_place[g[w]]], english[w], g_region[g[w]], rep(TRUE, length(w)), rep("", length(w)))
payer[w] <- first_known(by_practice, pc_region[residence[w]])
region_by_practice <- logical(n); region_by_practice[w] <- by_practice != ""
w <- which(box == no("H")); payer[w] <- pc_council[residence[w]]

# ------------------------------------------------------------------ the decision's columns

responsible <- box %in% no("A&E", "B-4", "D", "I-1 no", "C-5", "C-6")
who_pays <- placed & !by_population & box %in% no("B-4", "D", "I-1 no", "C-5", "C-6")
as_factor <- function(at, levels) structure(at, levels = levels, class = "factor")
outcomes <- c("RESPONSIBLE", "PLACED", "SPECIALISED_PRACTICE_HUB", "HOST", "PRIVATE", "SPECIALISED_PROVIDER_HUB", "DEVOLVED_BOARD", "PUBLIC_HEALTH",
              "LOCAL_AUTHORITY", "HEALTH_JUSTICE", "ARMED_FORCES", "NO_PAYER", "DEVOLVED_SPECIALISED", "RECIPROCAL")
outcome_of_box <- c(4, 11, 1, 5, 6, 14, 14, 14, 1, 4, 7, 6, 13, 13, 6, 6, 12, 1, 10, 8, 9, 11, 1, 11, 1, 1)
outcome <- as.integer(outcome_of_box)[box]
outcome[who_pays] <- 2L; outcome[by_population] <- 3L
categories <- c("", "12", "21", "25", "55", "61", "71", "81")
category_of_box <- c(2, 6, 2, 1, 3, 2, 2, 1, 2, 2, 1, 3, 1, 1, 3, 3, 1, 5, 7, 8, 1, 6, 2, 6, 2, 4)
service_category <- as.integer(category_of_box)[box]
service_category[by_population] <- 3L

methods <- c("", "practice", "postcode", "provider", "provider-main-site", "site", "fixed", "evidence")
method <- fcase(
  payer == "", 1L,
  step == 2L & !by_population, 2L,
  asks_provider, 4L,
  by_population, fifelse(!by_home_only, 2L, fifelse(pseudo, 5L, 3L)),
  step == 4L, 3L,
  step == 1L, 8L,
  step > 0L, 5L,
  box %in% no("B-3 named", "I-1"), 8L,
  box == no("E"), 6L,
  box %in% no("F", "H"), fifelse(region_by_practice, 2L, fifelse(pseudo, 5L, 3L)),
  box == no("C"), fifelse(says_wales, 7L, fifelse(in_england & (pc_board[g_place[g]] != "" | g_commissioner[g] != ""), 2L, 3L)),
  rep(TRUE, n), 7L)

entry <- fcase(emergency | pays, 1L, !resident, fifelse(highly, 3L, 2L), wb1, 4L, wb2, 5L, wb3, 6L, rep(TRUE, n), 7L)
key <- ((box * 8L + entry) * 2L + specialised) * 2L + who_pays
keys <- unique(key)
path_of <- function(key) {
  tail <- if (key %% 2L == 1L) ">WHO-PAYS" else ""
  spec <- (key %/% 2L) %% 2L == 1L
  entry <- (key %/% 4L) %% 8L
  b <- boxes[key %/% 32L]
  if (entry == 1L) return(switch(b, "A&E-1" = "A&E-1", "A" = "A", "A&E-1>J"))
  start <- c("", "A>B>B-1", "A>B>B-1>B-2", "A>B>WB-1>C", "A>B>WB-1>WB-2>C-0", "A>B>WB-1>WB-2>WB-3>C-0", "A>B>WB-1>WB-2>WB-3>C")[entry]
  middle <- switch(b,
    "B-2" = "", "B-3 resp" = , "B-3 host" = , "B-3 named" = ">B-3", "B-4" = , "B-4 host" = ">B-3>B-4",
    "C" = "", "C-1" = ">C-1", "WB-10" = ">C-1>WB-10", "C-3" = , "C-3 no" = ">C-1>WB-10>C-3", "C-2" = , "C-2 no" = ">C-0a>C-2", "D" = ">D",
    paste0(if (spec) ">C-0a" else ">D", switch(b, "E" = ">E", "F" = ">E>F", "H" = ">E>F>H", "I-1" = , "I-1 no" = ">E>F>H>I>I-1", "J" = ">E>F>H>I>J",
                                               "C-5" = ">E>F>H>I>J>C-5", "C-6" = ">E>F>H>I>J>C-5>C-6")))
  paste0(start, middle, tail)
}

names_of_flags <- c("K2", "K3", "K4", "K5", "K7", "K8", "K9", "K10", "K11", "K12",
                    "no-practice-match", "no-postcode-match", "no-provider-match", "no-hub", "no-area-match", "overseas-category-blank")
flags <- integer(n)
raise <- function(name, which) flags <<- flags + which * bitwShiftL(1L, match(name, names_of_flags) - 1L)
other <- !emergency
into_england <- other & !pays & resident & !devolved
raise("K2", into_england & specialised & status != "RED" & status != "GREEN")
raise("K3", box == no("E") & admitted & source == "39")
raise("K4", other & !recorded & resident)
raise("K5", box %in% no("B-3 resp", "B-3 host", "B-4", "B-4 host") & !((population & english & in_england) | (!population & !english & !in_england)))
raise("K7", box == no("C-3") & ras)
raise("K8", box == no("C-3") & !ras)
raise("K9", says_wales & (emergency | (resident & !wb1 & !wb2) | box == no("C")))
raise("K10", other & resident & wb1 & !g_near_border[g])
raise("K11", step == 5L | to_provider)
raise("K12", other & !resident & g_other_post[g] & resident_category)
raise("no-practice-match", !default & g_commissioner[g] == "")
raise("no-postcode-match", (!pseudo & h == none_pc & !startsWith(home, "ZZ99")) | (pseudo & p != none_provider & p_place[p] == none_pc) |
        ((step == 3L | step == 5L) & p != none_provider & p_host[p] == "") | (box %in% no("F", "H") & payer == "") |
        (box == no("C") & !says_wales & (payer == "" | (in_england & pc_board[g_place[g]] == "" & g_commissioner[g] != ""))))
raise("no-provider-match", p == none_provider)
raise("no-hub", (box == no("C-2 no") & p != none_provider) | (asks_provider & p != none_provider & p_hub[p] == "") | (box %in% no("E", "WB-10") & payer == ""))
raise("no-area-match", not_in_force)
raise("overseas-category-blank", other & !recorded)
flags[box == no("A")] <- 0L
raised <- unique(flags)
text_of <- function(bits) paste(names_of_flags[bitwAnd(bits, bitwShiftL(1L, 0:15)) != 0L], collapse = ";")

decisions <- list(record_id = a$record_id, outcome = as_factor(outcome, outcomes), commissioner = payer, service_category = as_factor(service_category, categories),
                  method = as_factor(method, methods), path = as_factor(match(key, keys), vapply(keys, path_of, "")), flags = as_factor(match(flags, raised), vapply(raised, text_of, "")))
setDT(decisions)
fwrite(if (all(decided)) decisions else decisions[decided], out, quote = "auto", eol = "\n")
