//! The country of a telephone number by its prefix (ITU-T E.164 assignments, and the area codes of shared prefixes).
//!
//! It looks at the prefix alone: whether somebody has that number is not known, and a number says where it was given
//! out, not where its holder is.

/// The fewest digits of an international number that counts.
const MIN_DIGITS: usize = 7;
/// The most digits of an international number (E.164 §6.1).
const MAX_DIGITS: usize = 15;

/// Returns the digits of a name that is an international number, without `+` or `00`.
pub(crate) fn digits_of(name: &str) -> Option<String> {
    let is_kept =
        |c: &char| !matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '-' | '.' | '(' | ')' | '/' | '\u{2011}');
    // Phones wrap a number in marks of direction.
    let is_mark =
        |c: &char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let bare: String = name.chars().filter(|c| is_kept(c) && !is_mark(c)).collect();
    let digits = bare.strip_prefix('+').or_else(|| bare.strip_prefix("00"))?;
    let fits = (MIN_DIGITS..=MAX_DIGITS).contains(&digits.len());
    (fits && digits.bytes().all(|byte| byte.is_ascii_digit())).then(|| digits.to_owned())
}

/// Returns the country (ISO 3166-1 alpha-2) of the digits of an international number; the longest prefix that is known decides.
pub(crate) fn country_of(digits: &str) -> Option<&'static str> {
    let longest = PREFIXES.iter().map(|(prefix, _)| prefix.len()).max().unwrap_or(0);
    (1..=longest.min(digits.len())).rev().find_map(|n| {
        let at = PREFIXES.binary_search_by(|(prefix, _)| (*prefix).cmp(&digits[..n])).ok()?;
        Some(PREFIXES[at].1)
    })
}

/// Rising by prefix. Numbers of networks and services that belong to no country (870, 878, 881 to 883, 979) are left out.
#[rustfmt::skip]
const PREFIXES: &[(&str, &str)] = &[
    ("1", "US"), ("1204", "CA"), ("1226", "CA"), ("1236", "CA"), ("1242", "BS"), ("1246", "BB"),
    ("1249", "CA"), ("1250", "CA"), ("1257", "CA"), ("1263", "CA"), ("1264", "AI"), ("1268", "AG"),
    ("1284", "VG"), ("1289", "CA"), ("1306", "CA"), ("1340", "VI"), ("1343", "CA"), ("1345", "KY"),
    ("1354", "CA"), ("1365", "CA"), ("1367", "CA"), ("1368", "CA"), ("1382", "CA"), ("1387", "CA"),
    ("1403", "CA"), ("1416", "CA"), ("1418", "CA"), ("1428", "CA"), ("1431", "CA"), ("1437", "CA"),
    ("1438", "CA"), ("1441", "BM"), ("1450", "CA"), ("1460", "CA"), ("1468", "CA"), ("1473", "GD"),
    ("1474", "CA"), ("1506", "CA"), ("1514", "CA"), ("1519", "CA"), ("1537", "CA"), ("1548", "CA"),
    ("1579", "CA"), ("1581", "CA"), ("1584", "CA"), ("1587", "CA"), ("1600", "CA"), ("1604", "CA"),
    ("1613", "CA"), ("1622", "CA"), ("1639", "CA"), ("1647", "CA"), ("1649", "TC"), ("1658", "JM"),
    ("1664", "MS"), ("1670", "MP"), ("1671", "GU"), ("1672", "CA"), ("1683", "CA"), ("1684", "AS"),
    ("1705", "CA"), ("1709", "CA"), ("1721", "SX"), ("1742", "CA"), ("1753", "CA"), ("1758", "LC"),
    ("1767", "DM"), ("1778", "CA"), ("1780", "CA"), ("1782", "CA"), ("1784", "VC"), ("1787", "PR"),
    ("1807", "CA"), ("1809", "DO"), ("1819", "CA"), ("1825", "CA"), ("1829", "DO"), ("1849", "DO"),
    ("1867", "CA"), ("1868", "TT"), ("1869", "KN"), ("1873", "CA"), ("1876", "JM"), ("1879", "CA"),
    ("1902", "CA"), ("1905", "CA"), ("1939", "PR"), ("1942", "CA"), ("20", "EG"), ("211", "SS"),
    ("212", "MA"), ("2125288", "EH"), ("2125289", "EH"), ("213", "DZ"), ("216", "TN"), ("218", "LY"),
    ("220", "GM"), ("221", "SN"), ("222", "MR"), ("223", "ML"), ("224", "GN"), ("225", "CI"), ("226", "BF"),
    ("227", "NE"), ("228", "TG"), ("229", "BJ"), ("230", "MU"), ("231", "LR"), ("232", "SL"), ("233", "GH"),
    ("234", "NG"), ("235", "TD"), ("236", "CF"), ("237", "CM"), ("238", "CV"), ("239", "ST"), ("240", "GQ"),
    ("241", "GA"), ("242", "CG"), ("243", "CD"), ("244", "AO"), ("245", "GW"), ("246", "IO"), ("247", "SH"),
    ("248", "SC"), ("249", "SD"), ("250", "RW"), ("251", "ET"), ("252", "SO"), ("253", "DJ"), ("254", "KE"),
    ("255", "TZ"), ("256", "UG"), ("257", "BI"), ("258", "MZ"), ("260", "ZM"), ("261", "MG"), ("262", "RE"),
    ("262269", "YT"), ("262639", "YT"), ("263", "ZW"), ("264", "NA"), ("265", "MW"), ("266", "LS"),
    ("267", "BW"), ("268", "SZ"), ("269", "KM"), ("27", "ZA"), ("290", "SH"), ("291", "ER"), ("297", "AW"),
    ("298", "FO"), ("299", "GL"), ("30", "GR"), ("31", "NL"), ("32", "BE"), ("33", "FR"), ("34", "ES"),
    ("350", "GI"), ("351", "PT"), ("352", "LU"), ("353", "IE"), ("354", "IS"), ("355", "AL"), ("356", "MT"),
    ("357", "CY"), ("358", "FI"), ("35818", "AX"), ("359", "BG"), ("36", "HU"), ("370", "LT"),
    ("371", "LV"), ("372", "EE"), ("373", "MD"), ("374", "AM"), ("375", "BY"), ("376", "AD"), ("377", "MC"),
    ("378", "SM"), ("379", "VA"), ("380", "UA"), ("381", "RS"), ("382", "ME"), ("383", "XK"), ("385", "HR"),
    ("386", "SI"), ("387", "BA"), ("389", "MK"), ("39", "IT"), ("3906698", "VA"), ("40", "RO"),
    ("41", "CH"), ("420", "CZ"), ("421", "SK"), ("423", "LI"), ("43", "AT"), ("44", "GB"), ("441481", "GG"),
    ("441534", "JE"), ("441624", "IM"), ("447509", "JE"), ("447524", "IM"), ("447624", "IM"),
    ("447700", "JE"), ("447781", "GG"), ("447797", "JE"), ("447829", "JE"), ("447839", "GG"),
    ("447911", "GG"), ("447924", "IM"), ("447937", "JE"), ("45", "DK"), ("46", "SE"), ("47", "NO"),
    ("4779", "SJ"), ("48", "PL"), ("49", "DE"), ("500", "FK"), ("501", "BZ"), ("502", "GT"), ("503", "SV"),
    ("504", "HN"), ("505", "NI"), ("506", "CR"), ("507", "PA"), ("508", "PM"), ("509", "HT"), ("51", "PE"),
    ("52", "MX"), ("53", "CU"), ("54", "AR"), ("55", "BR"), ("56", "CL"), ("57", "CO"), ("58", "VE"),
    ("590", "GP"), ("591", "BO"), ("592", "GY"), ("593", "EC"), ("594", "GF"), ("595", "PY"), ("596", "MQ"),
    ("597", "SR"), ("598", "UY"), ("5993", "BQ"), ("5994", "BQ"), ("5997", "BQ"), ("5999", "CW"),
    ("60", "MY"), ("61", "AU"), ("6189162", "CC"), ("6189164", "CX"), ("62", "ID"), ("63", "PH"),
    ("64", "NZ"), ("65", "SG"), ("66", "TH"), ("670", "TL"), ("672", "NF"), ("673", "BN"), ("674", "NR"),
    ("675", "PG"), ("676", "TO"), ("677", "SB"), ("678", "VU"), ("679", "FJ"), ("680", "PW"), ("681", "WF"),
    ("682", "CK"), ("683", "NU"), ("685", "WS"), ("686", "KI"), ("687", "NC"), ("688", "TV"), ("689", "PF"),
    ("690", "TK"), ("691", "FM"), ("692", "MH"), ("7", "RU"), ("76", "KZ"), ("77", "KZ"), ("81", "JP"),
    ("82", "KR"), ("84", "VN"), ("850", "KP"), ("852", "HK"), ("853", "MO"), ("855", "KH"), ("856", "LA"),
    ("86", "CN"), ("880", "BD"), ("886", "TW"), ("90", "TR"), ("91", "IN"), ("92", "PK"), ("93", "AF"),
    ("94", "LK"), ("95", "MM"), ("960", "MV"), ("961", "LB"), ("962", "JO"), ("963", "SY"), ("964", "IQ"),
    ("965", "KW"), ("966", "SA"), ("967", "YE"), ("968", "OM"), ("970", "PS"), ("971", "AE"), ("972", "IL"),
    ("973", "BH"), ("974", "QA"), ("975", "BT"), ("976", "MN"), ("977", "NP"), ("98", "IR"), ("992", "TJ"),
    ("993", "TM"), ("994", "AZ"), ("995", "GE"), ("996", "KG"), ("998", "UZ"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_rises_so_that_it_can_be_searched() {
        assert!(PREFIXES.windows(2).all(|pair| pair[0].0 < pair[1].0));
        assert!(
            PREFIXES
                .iter()
                .all(|(prefix, country)| prefix.bytes().all(|b| b.is_ascii_digit()) && country.len() == 2)
        );
    }

    #[test]
    fn the_longest_prefix_decides_and_a_name_has_no_country() {
        let country = |name: &str| digits_of(name).and_then(|digits| country_of(&digits));
        for (name, wanted) in [
            ("+31 6 12345678", Some("NL")),
            ("\u{202a}+32 470 12 34 56\u{202c}", Some("BE")),
            ("0049 (151) 1234-5678", Some("DE")),
            ("+1 212 555 0100", Some("US")),
            ("+1 416 555 0100", Some("CA")),
            ("+1 868 555 0100", Some("TT")),
            ("+7 701 123 4567", Some("KZ")),
            ("+7 901 123 4567", Some("RU")),
            ("+44 1534 123456", Some("JE")),
            ("+599 9 123 4567", Some("CW")),
            ("+870 123 4567 89", None),
            ("06 12345678", None),
            ("Jan de Boer", None),
            ("+31", None),
            ("+31 6 1234567890123456", None),
        ] {
            assert_eq!(country(name), wanted, "{name}");
        }
    }
}
