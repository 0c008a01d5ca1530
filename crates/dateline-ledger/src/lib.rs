//! The embedded ledger: one SQLite file that keeps originals, what they were read as, and what was rejected.
//!
//! The ledger stores and gives back; it does not read reports, code them or judge them. Every answer is ordered by
//! stable keys (hash of the report, place in it), never by the order of adding, so that the same reports under the
//! same tables give the same answers. Writing happens in transactions of many reports; whatever was committed when
//! the process dies is kept, and adding the same files again changes nothing.

mod error;
mod schema;
mod store;

pub use error::{Error, ErrorKind};
pub use store::{Added, FILE, FOLDER, Kept, Ledger, Rejected, Told, Totals};
