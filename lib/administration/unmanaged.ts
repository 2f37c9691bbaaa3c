import { type SQL, sql } from "drizzle-orm";

/** Whether nobody who can act now manages that structure: then support decides, as `holdPermit` reads it. */
export function isUnmanaged(structureId: SQL): SQL {
  return sql`not exists (
    select from attachments manager join accounts acting on acting.id = manager.account_id
    where manager.structure_id = ${structureId} and manager.status = 'approved' and manager.role <> 'member'
      and acting.status = 'active'
  )`;
}
