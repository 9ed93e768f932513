-- Which types there are is the program's business: each new one would restate all of them here.
alter table security_event drop constraint security_event_type_check;
alter table security_event add constraint security_event_type_check
  check (type ~ '^[A-Z]+(_[A-Z]+)*$' and length(type) <= 40);
