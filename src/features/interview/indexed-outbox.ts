import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import { inOrder, type Outbox, type OutboxEntry } from './outbox'

interface OutboxSchema extends DBSchema {
  outbox: { key: string; value: OutboxEntry; indexes: { interview: string } }
}

const DATABASE = 'dryrun'
const VERSION = 1

/** An outbox in the browser's IndexedDB, shared by its tabs. Every call rejects where the browser refuses storage. */
export function indexedOutbox(): Outbox {
  let opening: Promise<IDBPDatabase<OutboxSchema>> | null = null
  const database = () => {
    opening ??= openDB<OutboxSchema>(DATABASE, VERSION, {
      upgrade(db) {
        db.createObjectStore('outbox', { keyPath: 'id' }).createIndex('interview', 'interview')
      },
      // a newer version of the page wants to upgrade: give way, and open again on the next call
      blocking(_current, _blocked, event) {
        opening = null
        ;(event.target as IDBDatabase).close()
      },
      terminated() {
        opening = null
      },
    }).catch((error: unknown) => {
      opening = null
      throw error
    })
    return opening
  }
  return {
    async list(interview) {
      const db = await database()
      return (await db.getAllFromIndex('outbox', 'interview', interview)).sort(inOrder)
    },
    async add(entries) {
      const db = await database()
      const tx = db.transaction('outbox', 'readwrite')
      await Promise.all([...entries.map((entry) => tx.store.put(entry)), tx.done])
    },
    async adopt(entries, tab) {
      const db = await database()
      const tx = db.transaction('outbox', 'readwrite')
      const adopted: OutboxEntry[] = []
      for (const entry of entries) {
        // transactions come one after another, so only one tab finds the entry as it was
        const current = await tx.store.get(entry.id)
        if (current?.tab !== entry.tab) continue
        await tx.store.put({ ...entry, tab })
        adopted.push(entry)
      }
      await tx.done
      return adopted
    },
    async remove(ids) {
      const db = await database()
      const tx = db.transaction('outbox', 'readwrite')
      await Promise.all([...ids.map((id) => tx.store.delete(id)), tx.done])
    },
  }
}
