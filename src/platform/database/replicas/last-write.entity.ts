import { defineEntity, p } from '@mikro-orm/postgresql';
import { referenceColumn } from '../columns.ts';

/**
 * The transaction that a user's last change was committed in. No foreign key: its lock on the user's row could meet
 * another transaction's crosswise. Not in that row either, which others write.
 */
export const LastWriteEntity = defineEntity({
  name: 'LastWrite',
  tableName: 'last_writes',
  properties: {
    userId: referenceColumn('User').primary().autoincrement(false),
    xact: p.string().columnType('xid8'),
  },
});
