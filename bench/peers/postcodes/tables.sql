-- The same tables as Remit reads, typed. Files without days fill the rest of the columns.
create table postcodes (postcode text not null, country text, commissioner text, icb text, region text, local_authority text, health_board text, "from" date, "to" date);
create table areas (commissioner text not null, name text, icb text, region text, specialised_hub text, health_justice_hub text, delegated text, "from" date, "to" date);
