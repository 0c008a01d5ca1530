//! The pure core of Dateline: text, tables and a date in; coded, dated, attributed mentions out.
//!
//! No files, network, clock, threads, async or store in here: everything that a result depends on is an argument.
//! The stages, in order: [`clean`] marks what is title, body and not part of the report; the language core reads the
//! body; [`actors`] says who is named; [`times`], [`amounts`], [`places`], [`attribution`] and [`status`] read when, how
//! much, where, who says so and how sure; [`events`] finds what happens between whom, and [`coder`] makes rows of it.
//! [`reconcile`] looks at many reports together.

pub mod actors;
pub mod amounts;
pub mod attribution;
pub mod citation;
pub mod clean;
pub mod coder;
pub mod codes;
pub mod events;
pub mod laws;
pub mod layouts;
pub mod newsrooms;
pub mod numerals;
pub mod places;
pub mod reconcile;
pub mod rows;
pub mod scan;
pub mod status;
pub mod tables;
pub mod times;
pub mod words;
