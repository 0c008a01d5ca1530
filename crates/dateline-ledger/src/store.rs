//! Opening a ledger, adding to it and asking it.

use crate::{
    error::{Error, ErrorKind},
    schema,
};
use dateline_core::{
    citation::sha256_hex,
    reconcile::Correction,
    rows::{MentionRow, ReportRow},
};
use rusqlite::{Connection, OpenFlags, OptionalExtension, Row, Transaction, TransactionBehavior, params};
use serde::{Deserialize, Serialize};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// Folder of the ledger inside the folder it belongs to.
pub const FOLDER: &str = ".dateline";
/// The file in that folder.
pub const FILE: &str = "ledger.sqlite";

/// An opened ledger.
pub struct Ledger {
    db: Connection,
    path: PathBuf,
}

/// What came with a report besides its bytes: part of what decides how it is coded.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Told {
    /// Civil day.
    pub date: Option<String>,
    /// Headline.
    pub title: Option<String>,
    /// Address.
    pub url: Option<String>,
    /// Outlet.
    pub publisher: Option<String>,
}

/// A report to keep, with what it was read as.
#[derive(Clone, Debug)]
pub struct Kept {
    /// What came with it.
    pub told: Told,
    /// The bytes as received.
    pub original: Vec<u8>,
    /// The decoded, cleaned text.
    pub text: String,
    /// The report as a row.
    pub report: ReportRow,
    /// What it states, in text order.
    pub mentions: Vec<MentionRow>,
}

impl Kept {
    /// True where this input decides how its bytes are coded rather than `other`, which has the same bytes: one that
    /// was told its day comes first, then the one that sorts first.
    pub fn speaks_before(&self, other: &Kept) -> bool {
        (told_key(&self.told), &self.report.input) < (told_key(&other.told), &other.report.input)
    }
}

/// What adding one report did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Added {
    /// Its bytes were not held before.
    New,
    /// Its bytes were held; this name for them was new.
    Again,
    /// Nothing changed.
    Held,
}

/// An input that could not be used.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Rejected {
    /// The input's path or id.
    pub input: String,
    /// Why, in the words of the list of reasons.
    pub reason: String,
    /// More: the line, the limit, the system's words. May be empty.
    pub detail: String,
}

/// How much a ledger holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Totals {
    /// Reports by distinct bytes.
    pub reports: u64,
    /// Names under which they came.
    pub inputs: u64,
    /// Mention rows.
    pub mentions: u64,
    /// Inputs that could not be used.
    pub rejects: u64,
    /// Corrections by people, undoings among them.
    pub corrections: u64,
    /// Hash of the tables it was coded with.
    pub tables: String,
    /// Hash of the language model it was coded with.
    pub model: String,
}

impl Ledger {
    /// Makes an empty ledger in `folder`, which is made too if need be; `tables` and `model` are the hashes of what
    /// its reports will be coded with.
    ///
    /// # Errors
    /// [`ErrorKind::Exists`] when one is there, [`ErrorKind::Io`] when the folder cannot be written.
    pub fn init(folder: &Path, tables: &str, model: &str) -> Result<Ledger, Error> {
        let path = folder.join(FOLDER).join(FILE);
        let attempt = || -> Result<Ledger, ErrorKind> {
            if path.exists() {
                return Err(ErrorKind::Exists);
            }
            fs::create_dir_all(folder.join(FOLDER))?;
            // Laid out under another name first: a ledger that is there is whole.
            let unfinished = path.with_extension("unfinished");
            remove_with_companions(&unfinished)?;
            let db = Connection::open(&unfinished)?;
            schema::create(&db)?;
            for (key, value) in [("model", model), ("tables", tables)] {
                db.execute("INSERT INTO meta VALUES (?1, ?2)", params![key, value])?;
            }
            db.close().map_err(|(_, error)| error)?;
            fs::rename(&unfinished, &path)?;
            Ok(Ledger { db: Connection::open(&path)?, path: path.clone() })
        };
        attempt().map_err(|kind| Error::at(&path, kind))
    }

    /// Opens the ledger at `path`: the file itself, or the folder it belongs to.
    ///
    /// # Errors
    /// Missing, locked, damaged, not a ledger, or too new.
    pub fn open(path: &Path) -> Result<Ledger, Error> {
        let path = if path.is_dir() { path.join(FOLDER).join(FILE) } else { path.to_owned() };
        let attempt = || -> Result<Connection, ErrorKind> {
            if !path.is_file() {
                return Err(ErrorKind::Missing);
            }
            let db = Connection::open_with_flags(&path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
            schema::check(&db)?;
            Ok(db)
        };
        match attempt() {
            Ok(db) => Ok(Ledger { db, path }),
            Err(kind) => Err(Error::at(&path, kind)),
        }
    }

    /// The ledger that `folder` belongs to: its own, or that of the nearest folder above.
    pub fn find(folder: &Path) -> Option<PathBuf> {
        folder.ancestors().map(|at| at.join(FOLDER).join(FILE)).find(|path| path.is_file())
    }

    /// Where the file is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Checks that the ledger was coded with these tables and this model: mixing two would give rows that no run
    /// could repeat.
    ///
    /// # Errors
    /// [`ErrorKind::OtherTables`].
    pub fn check_coded_with(&self, tables: &str, model: &str) -> Result<(), Error> {
        for (what, ours) in [("tables", tables), ("model", model)] {
            let found = self.meta(what)?;
            if found != ours {
                return Err(self.error(ErrorKind::OtherTables { what, found, ours: ours.to_owned() }));
            }
        }
        Ok(())
    }

    /// As [`Ledger::check_coded_with`]; a ledger that holds no report yet takes these hashes for its own.
    ///
    /// # Errors
    /// [`ErrorKind::OtherTables`], or what the database says.
    pub fn code_with(&mut self, tables: &str, model: &str) -> Result<(), Error> {
        let attempt = |db: &Connection| -> Result<(), ErrorKind> {
            let reports: i64 = db.query_row("SELECT count(*) FROM report", [], |row| row.get(0))?;
            if reports == 0 {
                let own = "UPDATE meta SET value = ?2 WHERE key = ?1 AND value <> ?2";
                db.execute(own, params!["tables", tables])?;
                db.execute(own, params!["model", model])?;
            }
            Ok(())
        };
        attempt(&self.db).map_err(|kind| self.error(kind))?;
        self.check_coded_with(tables, model)
    }

    /// Where a user may put tables for the ledger at `path` (its file, or the folder it belongs to).
    pub fn tables_beside(path: &Path) -> PathBuf {
        let folder = if path.is_dir() { Some(path.join(FOLDER)) } else { path.parent().map(Path::to_owned) };
        folder.unwrap_or_default().join("tables")
    }

    /// Adds a batch in one transaction: all of it or nothing. Gives what each report did, in order.
    ///
    /// # Errors
    /// [`ErrorKind::Locked`] when another process writes, or what the database says.
    pub fn add(&mut self, reports: &[Kept], rejects: &[Rejected]) -> Result<Vec<Added>, Error> {
        let attempt = |db: &mut Connection| -> Result<Vec<Added>, ErrorKind> {
            schema::for_writing(db)?;
            let batch = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let added = reports.iter().map(|kept| add_report(&batch, kept)).collect::<Result<_, _>>()?;
            for reject in rejects {
                batch.execute(
                    "INSERT OR REPLACE INTO rejects VALUES (?1, ?2, ?3)",
                    params![reject.input, reject.reason, reject.detail],
                )?;
            }
            batch.commit()?;
            Ok(added)
        };
        attempt(&mut self.db).map_err(|kind| Error::at(&self.path, kind))
    }

    /// True when these bytes are held under this name and with the same things told: adding them would change nothing.
    ///
    /// # Errors
    /// What the database says.
    pub fn holds(&self, report: &str, told: &Told, input: &str) -> Result<bool, Error> {
        self.db
            .query_row(
                "SELECT 1 FROM input WHERE report = ?1 AND told = ?2 AND input = ?3",
                params![report, told_key(told), input],
                |_| Ok(()),
            )
            .optional()
            .map(|found| found.is_some())
            .map_err(|error| self.error(error.into()))
    }

    /// Every report with its text and what it states, ordered by the hash of its bytes.
    ///
    /// # Errors
    /// [`ErrorKind::Damaged`] when a row cannot be read.
    pub fn reports(&self) -> Result<Vec<(ReportRow, String, Vec<MentionRow>)>, Error> {
        let mut all: Vec<(ReportRow, String, Vec<MentionRow>)> = self
            .rows("SELECT row, text FROM report ORDER BY report", |row| Ok((row.get(0)?, row.get(1)?)))?
            .into_iter()
            .map(|(row, text): (String, String)| Ok((self.read(&row)?, text, Vec::new())))
            .collect::<Result<_, Error>>()?;
        for (report, row) in self.rows("SELECT report, row FROM mention ORDER BY report, n", |row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))
        })? {
            let at = all.binary_search_by(|(held, ..)| held.report.cmp(&report));
            let at = at
                .map_err(|_| self.error(ErrorKind::Damaged(format!("mention of unknown report {report}"))))?;
            all[at].2.push(self.read(&row)?);
        }
        Ok(all)
    }

    /// What is held of the one report whose hash begins with `prefix`: hash, original and row; `None` where no report
    /// or more than one does.
    ///
    /// # Errors
    /// [`ErrorKind::Damaged`] when the row cannot be read.
    pub fn original(&self, prefix: &str) -> Result<Option<(String, Vec<u8>, ReportRow)>, Error> {
        let upto = format!("{prefix}g"); // "g" sorts after every hex digit
        let query = "SELECT report, bytes, row FROM report JOIN original USING (report) \
                     WHERE report >= ?1 AND report < ?2 ORDER BY report LIMIT 2";
        let attempt = || -> Result<Vec<(String, Vec<u8>, String)>, rusqlite::Error> {
            let mut statement = self.db.prepare(query)?;
            let rows =
                statement.query_map([prefix, &upto], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
            rows.collect()
        };
        let mut found = attempt().map_err(|error| self.error(error.into()))?;
        match (found.pop(), found.is_empty()) {
            (Some((report, bytes, row)), true) => Ok(Some((report, bytes, self.read(&row)?))),
            _ => Ok(None),
        }
    }

    /// Names under which the bytes of `report` came, sorted.
    ///
    /// # Errors
    /// What the database says.
    pub fn inputs(&self, report: &str) -> Result<Vec<String>, Error> {
        let attempt = || -> Result<Vec<String>, rusqlite::Error> {
            let mut statement =
                self.db.prepare("SELECT DISTINCT input FROM input WHERE report = ?1 ORDER BY input")?;
            statement.query_map([report], |row| row.get(0))?.collect()
        };
        attempt().map_err(|error| self.error(error.into()))
    }

    /// What could not be used, ordered by input and reason.
    ///
    /// # Errors
    /// What the database says.
    pub fn rejects(&self) -> Result<Vec<Rejected>, Error> {
        self.rows("SELECT input, reason, detail FROM rejects ORDER BY input, reason, detail", |row| {
            Ok(Rejected { input: row.get(0)?, reason: row.get(1)?, detail: row.get(2)? })
        })
    }

    /// Keeps a correction. False where the same one is held already.
    ///
    /// # Errors
    /// [`ErrorKind::Locked`] when another process writes, or what the database says.
    pub fn correct(&mut self, correction: &Correction) -> Result<bool, Error> {
        let attempt = |db: &Connection| -> Result<usize, ErrorKind> {
            schema::for_writing(db)?;
            schema::upgrade(db)?;
            Ok(db.execute(
                "INSERT OR IGNORE INTO correction VALUES (?1, ?2, ?3)",
                params![correction.id, correction.day, json(correction)],
            )?)
        };
        attempt(&self.db).map(|added| added > 0).map_err(|kind| self.error(kind))
    }

    /// Every correction, undoings and what they undo among them, ordered by day and id.
    ///
    /// # Errors
    /// [`ErrorKind::Damaged`] when a row cannot be read.
    pub fn corrections(&self) -> Result<Vec<Correction>, Error> {
        // A ledger of schema 1 has no table for them.
        if schema::version(&self.db).map_err(|kind| self.error(kind))? < 2 {
            return Ok(Vec::new());
        }
        let rows: Vec<String> = self.rows("SELECT row FROM correction ORDER BY day, id", |row| row.get(0))?;
        let read = |row: &String| -> Result<Correction, Error> {
            let correction: Correction = self.read(row)?;
            if correction.is_whole() {
                return Ok(correction);
            }
            let what = format!("correction {} is not what was recorded", correction.id);
            Err(self.error(ErrorKind::Damaged(what)))
        };
        rows.iter().map(read).collect()
    }

    /// How much is held.
    ///
    /// # Errors
    /// What the database says.
    pub fn totals(&self) -> Result<Totals, Error> {
        let count = |table: &str| -> Result<u64, Error> {
            self.db
                .query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get::<_, i64>(0))
                .map(i64::unsigned_abs)
                .map_err(|error| self.error(error.into()))
        };
        Ok(Totals {
            reports: count("report")?,
            inputs: count("input")?,
            mentions: count("mention")?,
            rejects: count("rejects")?,
            corrections: self.corrections()?.len() as u64,
            tables: self.meta("tables")?,
            model: self.meta("model")?,
        })
    }

    fn meta(&self, key: &str) -> Result<String, Error> {
        let found =
            self.db.query_row("SELECT value FROM meta WHERE key = ?1", [key], |row| row.get(0)).optional();
        let found = found.map_err(|error| self.error(error.into()))?;
        found.ok_or_else(|| self.error(ErrorKind::Damaged(format!("`{key}` is missing"))))
    }

    fn rows<T>(&self, query: &str, read: impl Fn(&Row<'_>) -> rusqlite::Result<T>) -> Result<Vec<T>, Error> {
        let attempt = || -> Result<Vec<T>, rusqlite::Error> {
            let mut statement = self.db.prepare(query)?;
            statement.query_map([], |row| read(row))?.collect()
        };
        attempt().map_err(|error| self.error(error.into()))
    }

    fn read<T: for<'de> Deserialize<'de>>(&self, row: &str) -> Result<T, Error> {
        serde_json::from_str(row).map_err(|error| self.error(ErrorKind::Damaged(error.to_string())))
    }

    fn error(&self, kind: ErrorKind) -> Error {
        Error::at(&self.path, kind)
    }
}

/// What was told, as a key: something told sorts before nothing told, so that a dated copy speaks for an undated one.
fn told_key(told: &Told) -> String {
    let words = serde_json::to_string(told).expect("four strings always serialise");
    format!("{}{words}", u8::from(told.date.is_none()))
}

fn add_report(batch: &Transaction<'_>, kept: &Kept) -> Result<Added, ErrorKind> {
    let row = &kept.report;
    debug_assert_eq!(row.report, sha256_hex(&kept.original), "a report is named by its bytes");
    let told = told_key(&kept.told);
    let held: Option<(String, String)> = batch
        .query_row("SELECT told, input FROM report WHERE report = ?1", [&row.report], |r| {
            Ok((r.get(0)?, r.get(1)?))
        })
        .optional()?;
    let speaks = held.as_ref().is_none_or(|held| (&told, &row.input) < (&held.0, &held.1));
    if speaks {
        write_report(batch, kept, &told)?;
    }
    if held.is_none() {
        let bytes = &kept.original;
        batch.execute("INSERT INTO original VALUES (?1, ?2)", params![row.report, bytes])?;
    }
    let named = batch
        .execute("INSERT OR IGNORE INTO input VALUES (?1, ?2, ?3)", params![row.report, told, row.input])?;
    batch.execute("DELETE FROM rejects WHERE input = ?1", [&row.input])?;
    Ok(match (held, named) {
        (None, _) => Added::New,
        (Some(_), 0) => Added::Held,
        (Some(_), _) => Added::Again,
    })
}

fn write_report(batch: &Transaction<'_>, kept: &Kept, told: &str) -> Result<(), ErrorKind> {
    let row = &kept.report;
    let published = |end: bool| {
        row.published.as_ref().and_then(|day| if end { day.end.as_deref() } else { day.start.as_deref() })
    };
    batch.execute("DELETE FROM mention WHERE report = ?1", [&row.report])?;
    batch.execute(
        "INSERT INTO report VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT (report) DO UPDATE SET \
         told = ?2, input = ?3, title = ?4, published_start = ?5, published_end = ?6, agency = ?7, text = ?8, row = ?9",
        params![
            row.report, told, row.input, row.title, published(false), published(true), row.agency, kept.text,
            json(row)
        ],
    )?;
    let mut insert =
        batch.prepare_cached("INSERT INTO mention VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)")?;
    for (n, mention) in kept.mentions.iter().enumerate() {
        let when = mention.when.as_ref();
        insert.execute(params![
            row.report,
            n as i64,
            mention.id,
            mention.kind.as_str(),
            mention.sentence,
            mention.plover.map(|plover| plover.as_str()),
            mention.status.map(|status| status.as_str()),
            when.and_then(|when| when.start.as_deref()),
            when.and_then(|when| when.end.as_deref()),
            json(mention)
        ])?;
    }
    Ok(())
}

fn json(row: &impl Serialize) -> String {
    serde_json::to_string(row).expect("rows hold strings, numbers and lists only")
}

/// Removes what an interrupted `init` left behind.
fn remove_with_companions(path: &Path) -> Result<(), std::io::Error> {
    for ending in ["", "-wal", "-shm"] {
        let mut name = path.as_os_str().to_owned();
        name.push(ending);
        match fs::remove_file(PathBuf::from(name)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(())
}
