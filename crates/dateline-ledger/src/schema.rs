//! The tables of the ledger file, and the checks on opening one.

use crate::error::ErrorKind;
use rusqlite::Connection;
use std::time::Duration;

/// "DLG1" in ASCII: tells a ledger from any other SQLite file.
pub(crate) const APPLICATION_ID: i64 = 0x444C_4731;
/// Newest schema that this program reads and writes.
pub(crate) const VERSION: i64 = 2;
/// How long a writer waits for another one before it says that the ledger is locked.
const BUSY_WAIT: Duration = Duration::from_secs(5);

/// `report` is keyed by the hash of the original; `input` keeps every name under which those bytes came. The report and
/// its mentions are coded under the input that sorts first, so that the order of adding cannot show.
const TABLES: &str = "
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE report (
    report TEXT PRIMARY KEY,
    told TEXT NOT NULL,
    input TEXT NOT NULL,
    title TEXT,
    published_start TEXT,
    published_end TEXT,
    agency TEXT,
    text TEXT NOT NULL,
    row TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE original (report TEXT PRIMARY KEY REFERENCES report, bytes BLOB NOT NULL);
CREATE TABLE input (
    report TEXT NOT NULL REFERENCES report,
    told TEXT NOT NULL,
    input TEXT NOT NULL,
    PRIMARY KEY (report, told, input)
) WITHOUT ROWID;
CREATE TABLE mention (
    report TEXT NOT NULL REFERENCES report,
    n INTEGER NOT NULL,
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    sentence INTEGER NOT NULL,
    plover TEXT,
    status TEXT,
    day_start TEXT,
    day_end TEXT,
    row TEXT NOT NULL,
    PRIMARY KEY (report, n)
) WITHOUT ROWID;
CREATE INDEX mention_by_id ON mention (id);
CREATE INDEX mention_by_kind ON mention (kind, plover, status);
CREATE TABLE rejects (
    input TEXT NOT NULL,
    reason TEXT NOT NULL,
    detail TEXT NOT NULL,
    PRIMARY KEY (input, reason, detail)
) WITHOUT ROWID;
";

/// What people said against what was found, since schema 2. Rows are added, never changed or removed.
const CORRECTIONS: &str = "
CREATE TABLE IF NOT EXISTS correction (
    id TEXT PRIMARY KEY,
    day TEXT NOT NULL,
    row TEXT NOT NULL
) WITHOUT ROWID;
";

/// Lays out an empty ledger.
pub(crate) fn create(db: &Connection) -> Result<(), ErrorKind> {
    for_writing(db)?;
    db.execute_batch(&format!(
        "BEGIN IMMEDIATE; PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {VERSION}; {TABLES} \
         {CORRECTIONS} COMMIT;"
    ))?;
    Ok(())
}

/// WAL lets others read while we write; FULL keeps every acknowledged batch through a loss of power.
pub(crate) fn for_writing(db: &Connection) -> Result<(), ErrorKind> {
    db.busy_timeout(BUSY_WAIT)?;
    db.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(()))?;
    db.execute_batch("PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;")?;
    Ok(())
}

/// Brings a ledger of an older schema up to this one. From then on older programs refuse it rather than count without
/// its corrections.
pub(crate) fn upgrade(db: &Connection) -> Result<(), ErrorKind> {
    if version(db)? < VERSION {
        db.execute_batch(&format!(
            "BEGIN IMMEDIATE; {CORRECTIONS} PRAGMA user_version = {VERSION}; COMMIT;"
        ))?;
    }
    Ok(())
}

/// Schema of an opened file.
pub(crate) fn version(db: &Connection) -> Result<i64, ErrorKind> {
    Ok(db.query_row("PRAGMA user_version", [], |row| row.get(0))?)
}

/// Says whether an opened file is a ledger that this program can use.
pub(crate) fn check(db: &Connection) -> Result<(), ErrorKind> {
    db.busy_timeout(BUSY_WAIT)?;
    let pragma = |name: &str| db.query_row(&format!("PRAGMA {name}"), [], |row| row.get::<_, i64>(0));
    let (application, version) = (pragma("application_id")?, version(db)?);
    if application != APPLICATION_ID {
        return Err(ErrorKind::NotALedger);
    }
    if version > VERSION {
        return Err(ErrorKind::TooNew { found: version, known: VERSION });
    }
    Ok(())
}
