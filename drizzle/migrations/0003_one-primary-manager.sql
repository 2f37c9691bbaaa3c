-- SEC-65, R-003: an active structure has its primary manager or says since when the seat is vacant, at the end of every
-- transaction. Never two is an index already; this is never a silent zero.
create function structure_has_manager_or_vacancy() returns trigger language plpgsql as $$
declare
  concerned uuid;
begin
  if tg_table_name = 'structures' then
    concerned := new.id;
  else
    concerned := coalesce(old.structure_id, new.structure_id);
  end if;
  if exists (
    select from structures structure
    where structure.id = concerned and structure.status = 'active' and structure.manager_vacant_since is null
      and not exists (
        select from attachments attachment
        where attachment.structure_id = concerned and attachment.role = 'primary-manager'
          and attachment.status in ('approved', 'suspended')
      )
  ) then
    raise exception 'structure % has neither a primary manager nor a declared vacancy', concerned
      using errcode = 'check_violation', constraint = 'structures_have_manager_or_vacancy';
  end if;
  return null;
end
$$;
--> statement-breakpoint
create constraint trigger structures_have_manager_or_vacancy
  after insert or update of status, manager_vacant_since on structures
  deferrable initially deferred
  for each row when (new.status = 'active' and new.manager_vacant_since is null)
  execute function structure_has_manager_or_vacancy();
--> statement-breakpoint
create constraint trigger attachments_leave_manager_or_vacancy
  after update or delete on attachments
  deferrable initially deferred
  for each row when (old.role = 'primary-manager')
  execute function structure_has_manager_or_vacancy();
