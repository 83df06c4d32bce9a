-- What the look-up wants, made once the tables are full.
update postcodes set postcode = replace(upper(postcode), ' ', '');
create index on postcodes (postcode) include (commissioner, icb, region, local_authority, "from", "to");
create index on areas (commissioner, "from");
vacuum full postcodes;
vacuum analyze;
