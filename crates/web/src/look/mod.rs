//! How every page looks: the document around a page, and the parts that a page is built from.
//!
//! A part is a plain value with the words already in the reader's language; it knows nothing about patients, stock or
//! the database, and holds no words of its own. Every part is a [`maud::Render`], so a page writes `(part)` in `html!`.
//! Its styles and scripts are the files of `crates/web/assets/` ([`asset::ASSETS`]); no part writes a style attribute
//! or a script into the page, because the content security policy refuses both.
//!
//! - [`shell`], [`banner`], [`rail`], [`notice`]: the document, the patient it is about, the way, what just happened;
//! - [`field`], [`choice`], [`form`], [`action`]: asking;
//! - [`meaning`], [`finding`], [`table`], [`fact`], [`list`], [`layout`], [`agenda`], [`picture`]: showing;
//! - [`icon`]: the drawn signs.

#![cfg_attr(
    not(test),
    allow(dead_code, unused_imports, reason = "a page takes the parts that it needs")
)]

pub(crate) mod action;
pub(crate) mod agenda;
pub(crate) mod asset;
pub(crate) mod banner;
pub(crate) mod choice;
pub(crate) mod fact;
pub(crate) mod field;
pub(crate) mod finding;
pub(crate) mod form;
#[cfg(test)]
mod gallery;
pub(crate) mod icon;
pub(crate) mod layout;
pub(crate) mod list;
pub(crate) mod meaning;
pub(crate) mod notice;
pub(crate) mod picture;
pub(crate) mod rail;
pub(crate) mod shell;
pub(crate) mod table;

pub(crate) use action::{Actions, Danger, PostButton, link_button};
pub(crate) use agenda::{Agenda, AgendaColumn, AgendaEntry, AgendaSlot};
pub(crate) use asset::{ASSETS, Asset};
pub(crate) use banner::{Allergies, Banner, Flag};
pub(crate) use choice::{AnswerWords, CheckItem, Choices, checklist};
pub(crate) use fact::{Facts, Stat, limit_bar, progress, stats};
pub(crate) use field::Field;
pub(crate) use finding::{Finding, evidence_tag, verdict_header};
pub(crate) use form::{Form, SaveLine, SaveWords, block, hidden};
pub(crate) use icon::Icon;
pub(crate) use layout::{PageHead, Pager, SearchBox, Tab, panel, read, section, tabs, toolbar, work};
pub(crate) use list::{Empty, LinkItem, Timeline, TimelineEntry, disclosure, link_list, steps};
pub(crate) use meaning::{Meaning, chip, proposed_tag, status, tag, unknown};
pub(crate) use notice::Notice;
pub(crate) use picture::{Drawing, Photograph, compare, side_by_side};
pub(crate) use rail::{Rail, RailState, RailStep};
pub(crate) use shell::{DoorLink, PlainShell, Shell, ShellWords, SignedIn};
pub(crate) use table::{Column, Table};
