//! A notification in the EDPB's template of 2026 as JSON, and the JSON Schema of that JSON (`docs/formats/breach-forms.md`).
//!
//! The template itself is a text document; the schema is ours, made from the form as data, so that both change together.
//! Nothing takes this JSON as a notification today: it is for whoever receives it by agreement.

use serde_json::{Map, Value, json};
use zegel_breach::{FilledForm, Given, Mark};
use zegel_law::{Form, FormItem, FormKind, Need};

/// The name of the format.
pub const EDPB_FORMAT: &str = "zegel-edpb-breach";

/// Returns the JSON of a filled form: the given fields by the row of the template, and the mark of every field.
pub fn edpb_json(filled: &FilledForm) -> Value {
    let mut fields = Map::new();
    let mut marks = Map::new();
    for item in &filled.items {
        let name = format!("field_{}", item.number);
        marks.insert(name.clone(), json!(item.mark));
        let words = || item.words.iter().map(|words| words.as_str()).collect::<Vec<_>>().join("\n");
        let value = match &item.given {
            Given::Nothing => continue,
            Given::Options { letters } => json!(letters),
            Given::Number { min, max } if min == max => json!(min),
            Given::Number { min, max } => json!({ "at_least": min, "at_most": max }),
            Given::Text => json!(words()),
            Given::Moment { at } => json!(at),
            Given::Day { day } => json!(day),
        };
        fields.insert(name, value);
    }
    json!({
        "format": EDPB_FORMAT,
        "version": 1,
        "template": filled.edition,
        "reference": filled.breach,
        "kind": filled.kind,
        "language": filled.language,
        "made_at": filled.at,
        "notification": fields,
        "marks": marks,
    })
}

/// Returns the JSON Schema (2020-12) of [`edpb_json`] for an edition of the template.
pub fn edpb_schema(form: &Form) -> Value {
    let properties: Map<String, Value> =
        form.items.iter().map(|item| (format!("field_{}", item.number), field(item))).collect();
    let marks: Vec<String> = form.items.iter().map(|item| format!("field_{}", item.number)).collect();
    let always = form.items.iter().filter(|item| item.need == Need::Always && item.shown_if.is_empty());
    let always: Vec<String> = always.map(|item| format!("field_{}", item.number)).collect();
    // A complete notification has every field that the template always wants, and says of none that it is still open.
    let closed: Map<String, Value> = form
        .items
        .iter()
        .filter_map(|item| {
            let open: Vec<_> =
                item.options.iter().filter(|option| option.open).map(|option| &option.letter).collect();
            (!open.is_empty())
                .then(|| (format!("field_{}", item.number), json!({ "items": { "not": { "enum": open } } })))
        })
        .collect();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:zegel:edpb-breach:1",
        "title": "Notification of a personal-data breach in the EDPB's template, version 1.0 of 2026",
        "description": form.source,
        "type": "object",
        "required": ["format", "version", "template", "reference", "kind", "language", "made_at", "notification", "marks"],
        "additionalProperties": false,
        "properties": {
            "format": { "const": EDPB_FORMAT },
            "version": { "const": 1 },
            "template": { "const": form.edition },
            "reference": { "type": "string", "minLength": 1 },
            "kind": { "enum": ["initial", "supplementary", "complete", "withdrawal"] },
            "language": { "enum": form.languages },
            "made_at": { "type": "string", "format": "date-time" },
            "notification": { "type": "object", "additionalProperties": false, "properties": properties },
            "marks": {
                "type": "object",
                "required": marks,
                "minProperties": marks.len(),
                "maxProperties": marks.len(),
                "additionalProperties": { "enum": Mark::ALL },
            },
        },
        "if": { "properties": { "kind": { "const": "complete" } } },
        "then": { "properties": { "notification": { "required": always, "properties": closed } } },
    })
}

fn field(item: &FormItem) -> Value {
    let letters: Vec<_> = item.options.iter().map(|option| &option.letter).collect();
    let mut schema = match item.kind {
        FormKind::One => json!({
            "type": "array", "items": { "enum": letters }, "minItems": 1, "maxItems": 1,
        }),
        FormKind::Many => json!({
            "type": "array", "items": { "enum": letters }, "uniqueItems": true,
        }),
        FormKind::Text => json!({ "type": "string", "minLength": 1 }),
        FormKind::Moment => json!({ "type": "string", "format": "date-time" }),
        FormKind::Day => json!({ "type": "string", "format": "date" }),
        FormKind::Number => json!({
            "oneOf": [
                { "type": "integer", "minimum": 0 },
                {
                    "type": "object",
                    "required": ["at_least", "at_most"],
                    "additionalProperties": false,
                    "properties": {
                        "at_least": { "type": "integer", "minimum": 0 },
                        "at_most": { "type": "integer", "minimum": 0 },
                    },
                },
            ],
        }),
    };
    if let Some(object) = schema.as_object_mut() {
        object.insert("title".into(), json!(item.labels.en));
        let options = item.options.iter().map(|option| (option.letter.clone(), json!(option.labels.en)));
        let options: Map<String, Value> = options.collect();
        if !options.is_empty() {
            object.insert("x-options".into(), Value::Object(options));
        }
    }
    schema
}
