-- How many refreshes succeeded in each minute, on all nodes together. A node counts in memory and
-- adds its number once a minute: a refresh itself writes the row of its family and nothing else.
create table refresh_count (
  minute timestamptz primary key,
  refreshes bigint not null check (refreshes > 0)
);
