//! A moment as it is typed: a day and a time on the clock of the body.
//!
//! An hour that a change of summer time skips is refused; of an hour that it repeats the page asks which one is meant.

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::{AmbiguousOffset, TimeZone};

use super::Typed;
use super::field::{Choice, Field, Input};
use crate::Page;

/// Reads a moment out of the fields `<name>-dag`, `<name>-tijd` and `<name>-uur`; what does not fit is put at the form.
///
/// `None` when it does not fit, or when nothing was filled in.
pub(super) fn read(p: &Page, typed: &mut Typed, name: &str, zone: &TimeZone) -> Option<Timestamp> {
    let day = typed.get(&format!("{name}-dag")).to_owned();
    let time = typed.get(&format!("{name}-tijd")).to_owned();
    if day.is_empty() && time.is_empty() {
        return None;
    }
    let Some(local) = parse(&day, &time) else {
        typed.fail(name, p.t("breaches-moment-form"));
        return None;
    };
    let ambiguous = zone.to_ambiguous_timestamp(local);
    match ambiguous.offset() {
        AmbiguousOffset::Unambiguous { .. } => ambiguous.unambiguous().ok(),
        AmbiguousOffset::Gap { .. } => {
            typed.fail(name, p.t("breaches-moment-gap"));
            None
        }
        AmbiguousOffset::Fold { .. } => match typed.get(&format!("{name}-uur")) {
            "eerste" => ambiguous.earlier().ok(),
            "tweede" => ambiguous.later().ok(),
            _ => {
                typed.fail(name, p.t("breaches-moment-fold"));
                None
            }
        },
    }
}

/// Reads a moment that must be there.
pub(super) fn need(p: &Page, typed: &mut Typed, name: &str, zone: &TimeZone) -> Option<Timestamp> {
    let n_errors = typed.errors.len();
    let at = read(p, typed, name, zone);
    if at.is_none() && typed.errors.len() == n_errors {
        typed.fail(name, p.t("breaches-moment-missing"));
    }
    at
}

fn parse(day: &str, time: &str) -> Option<jiff::civil::DateTime> {
    let day: Date = day.parse().ok()?;
    // Browsers leave the seconds out; people write a point.
    let time: Time = format!("{}:00", time.replace('.', ":")).parse().or_else(|_| time.parse()).ok()?;
    Some(day.to_datetime(time))
}

/// Makes the field of a moment, with what was typed or what is known; it asks for the hour where there are two.
pub(super) fn field(
    p: &Page,
    typed: &Typed,
    name: &str,
    (now, zone): (Option<Timestamp>, &TimeZone),
) -> Field {
    let local = now.map(|at| at.to_zoned(zone.clone()).datetime());
    let day = local.map(|local| local.date().to_string()).unwrap_or_default();
    let time = local.map(|local| format!("{:02}:{:02}", local.hour(), local.minute())).unwrap_or_default();
    let day = typed.or(&format!("{name}-dag"), &day).to_owned();
    let time = typed.or(&format!("{name}-tijd"), &time).to_owned();
    let is_fold = parse(&day, &time).is_some_and(|local| {
        matches!(zone.to_ambiguous_timestamp(local).offset(), AmbiguousOffset::Fold { .. })
    });
    let is_second = is_fold
        && now.is_some_and(|at| {
            let local = at.to_zoned(zone.clone()).datetime();
            zone.to_ambiguous_timestamp(local).later().is_ok_and(|later| later == at)
        });
    let current =
        if !typed.was_sent() && now.is_some() { if is_second { "tweede" } else { "eerste" } } else { "" };
    let chosen = typed.or(&format!("{name}-uur"), current).to_owned();
    let hours = ["eerste", "tweede"].into_iter().filter(|_| is_fold).map(|value| Choice {
        value: value.to_owned(),
        label: p.t(&format!("breaches-moment-{value}")).to_string(),
        is_chosen: chosen == value,
        is_alone: false,
    });
    Field::new(p, typed, name, Input::Moment { day, time, hours: hours.collect() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_and_a_time_are_read_in_either_form() {
        let want = jiff::civil::date(2027, 3, 25).at(15, 30, 0, 0);
        assert_eq!(parse("2027-03-25", "15:30"), Some(want));
        assert_eq!(parse("2027-03-25", "15.30"), Some(want));
        assert_eq!(parse("2027-03-25", "15:30:00"), Some(want));
        assert_eq!(parse("25 maart", "15:30"), None);
        assert_eq!(parse("2027-03-25", ""), None);
    }
}
