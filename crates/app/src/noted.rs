//! Audit entries that stand on their own: that a record was opened, a sign-in failed.
//!
//! Each lasts before its page is shown. Those that come while others are being written are written together afterwards, so that
//! the disk is waited for once and not once for each page.

use std::mem::take;
use std::sync::{Mutex, PoisonError};

use anagen_records::audit::{self, AuditKey, Entry};
use anagen_records::{Database, DatabaseError};
use tokio::sync::oneshot::{self, Sender};

/// An entry that waits, and who waits for it.
type Waiting = (Entry, Sender<Result<(), DatabaseError>>);

/// The entries that wait to be written.
#[derive(Debug, Default)]
pub(crate) struct Noted {
    waiting: Mutex<Vec<Waiting>>,
    /// Held by the one who writes for all that wait.
    turn: tokio::sync::Mutex<()>,
}

impl Noted {
    /// Writes an entry, with those that wait beside it; done once it lasts.
    pub(crate) async fn write(&self, database: &Database, key: &AuditKey, entry: Entry) -> Result<(), DatabaseError> {
        loop {
            let (done, told) = oneshot::channel();
            self.lock().push((entry.clone(), done));
            let turn = self.turn.lock().await;
            let batch = take(&mut *self.lock());
            // Empty where the one before has written this entry too.
            if !batch.is_empty() {
                let written = write_all(database, key, &batch).await;
                for (_, done) in batch {
                    // Whoever went away meanwhile does not listen any more.
                    let _ = done.send(written.clone());
                }
            }
            drop(turn);
            // Whoever wrote for all may have been broken off, with the page that they wrote for: then this one writes itself.
            if let Ok(written) = told.await {
                return written;
            }
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<Waiting>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

async fn write_all(database: &Database, key: &AuditKey, batch: &[Waiting]) -> Result<(), DatabaseError> {
    let mut tx = database.write().await?;
    for (entry, _) in batch {
        audit::append(&mut tx, key, entry).await?;
    }
    tx.commit().await
}
