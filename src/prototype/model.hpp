// What a prototype is: screens, fields, conditions and branches, read from prototype format 1
// (docs/formats/prototype.md).
//
// Everything is flat: fields of all screens stand in one array and conditions in another, and an index names
// each. A Prototype is only made by `read` (prototype/read.hpp), which has checked it: every index below is
// valid.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/hash.hpp"

namespace ensaio::prototype {

using ScreenIndex = std::uint16_t;
using FieldIndex = std::uint16_t;
using TestIndex = std::uint16_t;
inline constexpr std::uint16_t kNone = 0xffff;

/// What a person has put into a field. Empty: nothing. Text kinds: one string, as typed. Kinds of one choice:
/// one option id; terms: "sim". Kinds of many choices: option ids in the order of the options. Files: one
/// string each, "name", or "name\nbytes\nMIME type". Kinds of several parts (Family::parts): one string for
/// each of the kind's parts, in their order, blank where nothing was entered.
using Value = std::vector<std::string>;

enum class FieldKind : std::uint8_t {
    text,
    long_text,
    number,
    money,
    cpf,
    cnpj,
    cep,
    address,
    map_point,
    phone,
    email,
    date,
    plate,
    radios,
    checkboxes,
    select,
    yes_no,
    file,
    terms,
    stars,
    scale,
    rg,
};

/// Why an answer is not accepted. The numbers are part of the journal's format: only ever add at the end.
enum class Rule : std::uint8_t {
    none = 0,
    required,
    too_short,
    too_long,
    pattern,
    not_a_number,
    too_small,
    too_large,
    not_a_cpf,
    not_a_cnpj,
    not_a_cep,
    not_a_phone,
    not_an_email,
    not_a_plate,
    not_a_date,
    too_many,
    too_few,
    unknown_option,
    not_money,
    date_incomplete,  // day, month or year is missing
    not_past,
    not_future,
    too_young,
    too_old,
    no_street,
    no_number,
    not_accepted,  // terms
    wrong_file_type,
    file_too_large,
    conflict,  // a check of the screen: FieldError::check
};
inline constexpr Rule kLastRule = Rule::conflict;
std::string_view rule_name(Rule rule);  // "required", "too_short" …; the key of messages
std::optional<Rule> rule_named(std::string_view name);

/// Whether what is entered may be recorded. `open`: always. `personal` and `sensitive`: never, unless the
/// study declares made-up data.
enum class Privacy : std::uint8_t { open, personal, sensitive };

enum class Operator : std::uint8_t { is, is_not, has, has_not, filled, blank, at_least, less_than };

/// One question to one field ("obstaculo is sim", "nascimento at_least 60"), or to two ("email_2 is_not
/// email"). at_least and less_than compare numbers; of a date with a value, the age in whole years; of two
/// dates, the days.
struct Test {
    FieldIndex field = kNone;
    Operator op = Operator::is;
    std::string value;           // an option id or a text; compared without case, accents, outer white space
    double number = 0;           // of at_least and less_than
    FieldIndex other = kNone;    // compared with this field's answer in place of `value`
    std::uint8_t bit = 0;        // place of its outcome in Facts::outcomes of the field
    std::uint8_t other_bit = 0;  // the same of the other field
};

/// Tests joined by all or any. No test: always true.
struct Condition {
    bool any = false;
    std::vector<TestIndex> tests;
};

struct Option {
    std::string id;
    std::string label;
    std::string hint;
    bool exclusive = false;  // of checkboxes: "none of these", never together with another
};

/// Which days a date may name.
enum class Period : std::uint8_t { any, past, future };  // past: up to today; future: from today

struct Field {
    std::string id;
    FieldKind kind = FieldKind::text;
    std::string label;
    std::string hint;
    bool optional = false;
    Privacy privacy = Privacy::personal;
    std::vector<Option> options;             // kinds with choices
    std::uint32_t min_length = 0;            // code points; text kinds
    std::uint32_t max_length = 0;            // 0: the kind's own; `read` fills it in
    double min = 0, max = 0;                 // number, money, scale; equal: no range
    std::uint32_t min_age = 0, max_age = 0;  // date: whole years today; 0: any
    Period period = Period::any;             // date
    std::string text;                        // terms: what is agreed to, as paragraphs
    std::vector<std::string>
        accept;  // file: beginnings of MIME types ("image/", "application/pdf"); empty: any
    std::uint32_t max_megabytes = 0;  // file; 0: any size
    std::uint16_t image = kNone;      // map_point: index into Prototype::images
    std::uint32_t max_choices = 0;    // checkboxes; files; 0: any number
    std::string pattern;  // characters: A letter, 0 digit, * either; other characters stand for themselves;
                          // empty: none
    std::map<std::string, std::string> messages;  // own words by rule name
    Condition show_if;
    std::string low_label, high_label;  // ends of a scale

    ScreenIndex screen = kNone;
    std::vector<TestIndex> read_by;  // tests that read this field; their place is Test::bit
};

struct Branch {
    Condition when;
    ScreenIndex to = kNone;
};

enum class ScreenKind : std::uint8_t {
    letter,
    question,
    content,
    end,
    sign_in,
    check,
    declaration,
    confirmation,
    status,
    rating,
    message,
    picture,
};

/// A rule over several answers, asked on *continue*: where `when` holds, `field` is wrong.
struct Check {
    Condition when;
    FieldIndex field = kNone;  // of the same screen
    std::string message;
};

/// A step of what happens with a request.
enum class StepState : std::uint8_t { none, done, current, waiting };
struct RequestStep {
    std::string title, text;
    StepState state = StepState::none;
};

/// A rectangle of a picture, in its pixels, that leads on.
struct Hotspot {
    std::string id, name;
    bool link = false;  // else a button
    float x = 0, y = 0, w = 0, h = 0;
    ScreenIndex to = kNone;
};

enum class Channel : std::uint8_t { email, sms };

struct Screen {
    std::string id;
    ScreenKind kind = ScreenKind::content;
    std::string title;
    std::string
        text;  // paragraphs, a blank line between them; a line that starts with "- " is an item of a list
    std::string button;                           // words of the main button; empty: the kind's own
    FieldIndex first_field = 0, field_count = 0;  // into Prototype::fields
    std::vector<Branch> branches;                 // the first whose condition holds is taken
    ScreenIndex next = kNone;                     // where no branch holds; kNone: the walk ends here
    std::vector<Check> checks;
    ScreenIndex skip = kNone;  // sign_in: where one goes on without signing in; kNone: not possible
    std::string skip_button;
    std::vector<RequestStep> steps;    // status, confirmation
    Channel channel = Channel::email;  // message; its title is the subject
    std::string sender;                // message
    std::uint16_t image = kNone;       // picture: index into Prototype::images
    std::vector<Hotspot> hotspots;     // picture
};

/// Every screen that *continue*, *skip* or a hotspot can lead to from this one; repetitions stay.
std::vector<ScreenIndex> exits_of(const Screen& screen);

struct Prototype;
/// Where the field stands in the file: "screens[0].fields[2]" in the list of screens called `screens`.
std::string place_of(const Prototype& prototype, FieldIndex field, std::string_view screens);
/// Per screen, whether one can come to it from `start`, over all answers; to `start` itself, too.
std::vector<bool> reached_from(const Prototype& prototype, ScreenIndex start);

/// The city's service letter: the 12 headings of São Paulo's Decreto 58.426/2018, in their order.
inline constexpr std::array<std::string_view, 12> kLetterKeys = {
    "o_que_e", "quando_solicitar", "publico_alvo", "requisitos",  "prazo_maximo",      "taxas",
    "canais",  "etapas",           "legislacao",   "observacoes", "orgao_responsavel", "manifestacao"};
using Letter = std::array<std::string, kLetterKeys.size()>;  // empty: the heading is missing

/// An address that is known by its CEP, so that an address field can be filled in.
struct KnownAddress {
    std::string cep;  // eight digits
    std::string street, district;
};

struct Image {
    std::string id, alt;
    std::uint16_t width = 0, height = 0;  // px; the browser refuses to show a picture of another size
};

/// When a request is to be answered: `amount` units after today. 0: not said.
struct Deadline {
    enum class Unit : std::uint8_t { days, business_days, hours };
    std::uint32_t amount = 0;
    Unit unit = Unit::days;
};

struct Prototype {
    std::string id, title, body, language, theme, notice, version;
    Letter letter;
    std::vector<Screen> screens;
    std::vector<Field> fields;
    std::vector<Test> tests;
    ScreenIndex start = 0;
    std::vector<KnownAddress> addresses;
    std::vector<Image> images;
    Deadline deadline;
    core::Sha256 hash{};  // of `source`
    std::string source;   // the JSON it was read from, byte by byte

    ScreenIndex screen_named(std::string_view screen_id) const;  // kNone: none
    FieldIndex field_named(std::string_view field_id) const;     // kNone: none
};

}  // namespace ensaio::prototype
