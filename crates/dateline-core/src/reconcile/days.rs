//! Civil days as numbers, and the windows in which a report or a mention lies.

use crate::rows::{MentionRow, ReportRow, WhenRow};
use jiff::civil::{Date, date};

/// Days since 1 January 1970; may be negative.
pub(crate) type Day = i32;

/// First and last possible day; open sides are `None`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Window {
    pub(crate) start: Option<Day>,
    pub(crate) end: Option<Day>,
}

impl Window {
    /// True unless the two windows exclude each other by more than `slack` days.
    pub(crate) fn meets(self, other: Window, slack: Day) -> bool {
        let after = |start: Option<Day>, end: Option<Day>| {
            start.zip(end).is_some_and(|(s, e)| s > e.saturating_add(slack))
        };
        !after(self.start, other.end) && !after(other.start, self.end)
    }

    /// True where both sides are known.
    pub(crate) fn is_closed(self) -> bool {
        self.start.is_some() && self.end.is_some()
    }

    /// Width in days; an open window is as wide as a century.
    pub(crate) fn width(self) -> Day {
        const CENTURY: Day = 36_525;
        self.start.zip(self.end).map_or(CENTURY, |(start, end)| (end - start).clamp(0, CENTURY))
    }
}

/// The number of a civil day written `YYYY-MM-DD` (a longer value's first ten characters count).
pub(crate) fn day_number(words: &str) -> Option<Day> {
    let day: Date = words.get(..10)?.parse().ok()?;
    Some((day - date(1970, 1, 1)).get_days())
}

/// The civil day of a number.
pub(crate) fn day_words(day: Day) -> String {
    date(1970, 1, 1)
        .checked_add(jiff::Span::new().days(day))
        .map_or_else(|_| String::from("?"), |day| day.to_string())
}

/// When a report was published.
pub(crate) fn of_report(report: &ReportRow) -> Window {
    let day = |words: &Option<String>| words.as_deref().and_then(day_number);
    report.published.as_ref().map_or(Window::default(), |p| Window { start: day(&p.start), end: day(&p.end) })
}

/// When a mention says that its event lies.
pub(crate) fn of_when(when: Option<&WhenRow>) -> Window {
    let day = |words: &Option<String>| words.as_deref().and_then(day_number);
    when.map_or(Window::default(), |when| Window { start: day(&when.start), end: day(&when.end) })
}

/// When a mention says that its event lies, where it really says so: a window that is a convention ("recently", "now")
/// ties nothing to a day.
pub(crate) fn told(when: Option<&WhenRow>) -> Window {
    of_when(when.filter(|when| !when.vague))
}

/// The day as of which a mention speaks: the earlier of its report's day and the end of the window it talks about.
/// An old content in a late text speaks of the old day.
pub(crate) fn as_of(report: &ReportRow, mention: &MentionRow) -> Option<Day> {
    let (published, told) = (of_report(report).end, of_when(mention.when.as_ref()).end);
    match (published, told) {
        (Some(published), Some(told)) => Some(published.min(told)),
        (published, told) => published.or(told),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_read_back() {
        for words in ["1969-12-31", "1970-01-01", "2024-02-29", "1815-06-18"] {
            assert_eq!(day_number(words).map(day_words).as_deref(), Some(words));
        }
        assert_eq!(day_number("2023-09"), None);
    }

    #[test]
    fn windows_meet_unless_both_known_sides_exclude_it() {
        let window = |start, end| Window { start, end };
        assert!(window(Some(1), Some(3)).meets(window(Some(3), None), 0));
        assert!(!window(Some(1), Some(3)).meets(window(Some(5), None), 1));
        assert!(window(None, None).meets(window(Some(5), Some(5)), 0));
    }
}
