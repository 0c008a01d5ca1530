//! Counts out clock times and parts of the day, on the day they stand beside or the one named before.
//!
//! Knows zones as minutes east of Greenwich; nothing of the places that have them.

use super::TimeKind;
use super::calendar::plus_days;
use super::compose::Found;
use super::meaning::{self, Reading};
use super::pattern::{Clock, Gives, Slots};
use super::reading::Counter;
use super::tables::Unit;
use crate::words::{Anchor, Precision};
use rust_decimal::prelude::ToPrimitive;

impl Counter<'_> {
    pub(super) fn clock(&self, gives: Gives, slots: &Slots) -> Option<Reading> {
        let hour = slots.num.and_then(|n| n.to_u8());
        let clock = match gives {
            Gives::HalfPast => Clock { hour: hour?, minute: Some(30), second: None, sure: false },
            Gives::QuarterPast => Clock { hour: hour?, minute: Some(15), second: None, sure: false },
            Gives::QuarterTo => {
                Clock { hour: hour?.checked_sub(1)?, minute: Some(45), second: None, sure: false }
            }
            Gives::MinutesPast | Gives::MinutesTo => {
                let (minute, hour) = (slots.num?.to_u8()?, slots.num2?.to_u8()?);
                let hour = if gives == Gives::MinutesTo { (hour + 11) % 12 } else { hour };
                let minute = if gives == Gives::MinutesTo { 60_u8.checked_sub(minute)? } else { minute };
                Clock { hour, minute: Some(minute), second: None, sure: false }
            }
            _ => slots.clock.unwrap_or(Clock {
                hour: hour.unwrap_or(0),
                minute: Some(0),
                second: None,
                sure: false,
            }),
        };
        let clock = meaning::in_part(clock, slots.daypart);
        if clock.hour > 24 {
            return None;
        }
        Some(self.on_day(
            &meaning::clock_value(clock, slots.zone),
            if clock.minute.is_some() { Precision::Minute } else { Precision::Hour },
        ))
    }

    /// The time on the day that was named before, else on the day of the report.
    pub(super) fn on_day(&self, time: &str, precision: Precision) -> Reading {
        let day = match (self.named_day, self.anchor) {
            (Some(named), _) => Some((named, Anchor::PreviousTime)),
            (None, Some(anchor)) => Some((anchor, Anchor::Published)),
            (None, None) => None,
        };
        let value = day.map_or_else(|| format!("XXXX-XX-XX{time}"), |(day, _)| format!("{day}{time}"));
        let days = day.map(|(day, _)| day);
        let kind = TimeKind::Time;
        let reading =
            Reading { value: Some(value), first: days, last: days, ..Reading::empty(kind, precision) };
        reading.counted_from(day.map_or(Anchor::None, |(_, anchor)| anchor))
    }

    pub(super) fn day_part(&self, slots: &Slots) -> Option<Reading> {
        let part = slots.daypart?;
        let precision = if part.len() == 3 { Precision::PartOfDay } else { Precision::Minute };
        let Some(shift) = slots.shift else {
            // Without a day in the text the part of the day stays open.
            let open = Reading { value: Some(part.to_owned()), ..Reading::empty(TimeKind::Time, precision) };
            return Some(if self.named_day.is_some() { self.on_day(part, precision) } else { open });
        };
        let back = shift.back || shift.by == 1;
        let (origin, counted) = self.origin(back)?;
        let day = plus_days(origin, shift.by)?;
        let kind = TimeKind::Time;
        let value = Some(format!("{day}{part}"));
        Some(
            Reading { value, first: Some(day), last: Some(day), ..Reading::empty(kind, precision) }
                .counted_from(counted),
        )
    }

    /// A local time told in another zone too: the zoned one fixes the moment; the local time with its offset is kept beside.
    pub(super) fn zoned(&self, local: Clock, zone: i32, utc: Clock) -> Reading {
        let minutes = |clock: Clock| i32::from(clock.hour) * 60 + i32::from(clock.minute.unwrap_or(0));
        let mut offset = minutes(local) - minutes(utc) + zone;
        if offset > 14 * 60 {
            offset -= 24 * 60;
        } else if offset < -12 * 60 {
            offset += 24 * 60;
        }
        let here = self.on_day(&meaning::clock_value(local, Some(offset)), Precision::Minute);
        let Some(day) = here.first else { return here };
        let moment = minutes(local) - offset;
        let Some(day) = plus_days(day, moment.div_euclid(24 * 60)) else { return here };
        let (hour, minute) = (moment.rem_euclid(24 * 60) / 60, moment.rem_euclid(60));
        let value = Some(format!("{day}T{hour:02}:{minute:02}Z"));
        Reading { value, alternatives: here.value.clone().into_iter().collect(), ..here }
    }

    pub(super) fn timed(&self, day: &Found, time: &Found) -> Option<Reading> {
        let day = self.read(day)?;
        let time = self.read(time)?;
        let civil = day.value.as_deref()?;
        let (civil, part) = civil.find('T').map_or((civil, ""), |at| civil.split_at(at));
        let clocks = time.value.as_deref()?.split('/').map(|value| {
            let clock = value.find('T').map(|at| &value[at..])?;
            Some(format!("{civil}{}", afternoon(clock, part)))
        });
        let value = clocks.collect::<Option<Vec<String>>>()?.join("/");
        Some(Reading { kind: TimeKind::Time, value: Some(value), precision: time.precision, ..day })
    }

    /// "half an hour from now", "half a year ago".
    pub(super) fn half_away(&self, slots: &Slots, sign: i32) -> Option<Reading> {
        let (unit, count) = match slots.unit? {
            (Unit::Hour, 1) => (Unit::Minute, 30),
            (Unit::Year, 1) => (Unit::Month, 6),
            (Unit::Month, 1) => (Unit::Week, 2),
            (Unit::Decade, 1) => (Unit::Year, 5),
            (Unit::Century, 1) => (Unit::Year, 50),
            (Unit::Day, 1) => (Unit::Hour, 12),
            _ => return None,
        };
        let slots = Slots { unit: Some((unit, 1)), num: Some(count.into()), ..slots.clone() };
        self.step_from_day(&slots, sign, false)
    }

    /// A moment some hours or minutes from that of the report, where the report tells its own.
    pub(super) fn moment_from_now(&self, unit: Unit, count: i32) -> Option<Reading> {
        let now = self.anchor?.to_datetime(self.now?);
        let span = match unit {
            Unit::Second => jiff::Span::new().try_seconds(count).ok()?,
            Unit::Minute => jiff::Span::new().try_minutes(count).ok()?,
            Unit::Hour => jiff::Span::new().try_hours(count).ok()?,
            _ => return None,
        };
        let moment = now.checked_add(span).ok()?;
        let second = if unit == Unit::Second { format!(":{:02}", moment.second()) } else { String::new() };
        let day = moment.date();
        let value = Some(format!("{day}T{:02}:{:02}{second}", moment.hour(), moment.minute()));
        let reading = Reading::empty(TimeKind::Time, Precision::Minute);
        let reading = Reading { value, first: Some(day), last: Some(day), ..reading };
        Some(reading.counted_from(Anchor::Published))
    }
}

/// A clock time beside a part of the day that tells its half: "10:00" in the evening.
fn afternoon(clock: &str, part: &str) -> String {
    let later = matches!(part, "TAF" | "TEV") || part == "TNI";
    match clock.get(1..3).and_then(|hour| hour.parse::<u8>().ok()) {
        Some(hour) if later && (hour > 4 || part != "TNI") && (1..12).contains(&hour) => {
            format!("T{:02}{}", hour + 12, &clock[3..])
        }
        _ => clock.to_owned(),
    }
}

/// Minutes after midnight of a value with a clock time.
pub(super) fn minutes_of(value: &str) -> Option<i32> {
    let clock = &value[value.find('T')? + 1..];
    let hour: i32 = clock.get(..2)?.parse().ok()?;
    let minute: i32 = clock.get(3..5).and_then(|minute| minute.parse().ok()).unwrap_or(0);
    Some(hour * 60 + minute)
}
