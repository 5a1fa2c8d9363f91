// A page as meaning: what is on it, in reading order, with no size and no colour. Made by the participant's
// and the studio's rooms; laid out once (view/layout.hpp); painted from the boxes and mirrored as the
// accessible DOM under the same ids.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace ensaio::view {

/// What a node is to a screen reader. Each becomes the native HTML element named beside it.
enum class Role : std::uint8_t {
    group,         // div; with `text`: section with aria-label
    form_group,    // fieldset; its first child is a legend
    legend,        // legend; `level` > 0: legend > h1..h6
    navigation,    // nav with aria-label = text
    header,        // header (banner landmark)
    main,          // main
    footer,        // footer
    heading,       // h1..h6 by `level`
    paragraph,     // p
    list,          // ul
    ordered_list,  // ol: the steps of a request; its items have a Look::step_…
    list_item,     // li
    label,         // label for = `target`; `level` > 0: h1..h6 > label
    hint,          // div, named by aria-describedby of the control
    error,         // div, named by aria-describedby of the control
    alert,         // div role=alert tabindex=-1: the error summary
    button,        // button
    link,          // a href = `value` ("#/…"), or without value a button that looks like a link
    line_input,    // input type=text
    lines_input,   // textarea
    drop_down,     // select with `choices`
    radio,         // label > input type=radio, name = `target`
    checkbox,      // label > input type=checkbox
    file_input,  // label > input type=file: a press asks the person for a file, of which only names come back
    table,       // table with aria-label = text
    row,         // tr
    column_header,  // th scope=col
    row_header,     // th scope=row
    cell,           // td
    separator,      // hr
    status,         // div role=status
    image,          // img alt = text; with `presses`: button with aria-label = text around an img
};

/// How it looks. The measures and colours are the theme's.
enum class Look : std::uint8_t {
    plain,
    title,       // the page's h1
    section,     // h2
    subsection,  // h3
    lead,        // larger text under a title
    small,       // secondary text
    strong,
    notice,         // the permanent strip "protótipo, não é um pedido real"
    top_bar,        // city's header: white, shadow below
    column,         // the reading column: centred, narrow
    wide_column,    // the studio's column
    card,           // framed box
    info_panel,     // blue message
    warning_panel,  // yellow message
    error_panel,    // red message: the error summary
    success_panel,  // the confirmation with the protocol number
    big_number,     // the protocol number
    task_bar,       // the strip with the task at the bottom of the content
    inline_row,     // children side by side, wrapping
    spread_row,     // first child left, the rest right; under each other where there is no room
    scale_row,      // radios side by side in equal cells, as a scale 1-7; wraps on narrow screens
    star_empty,     // radio of a scale_row: a star in place of its words
    star_filled,    // the same, up to the one that is chosen
    primary,        // filled button
    secondary,      // outlined button
    tertiary,       // button of text only
    danger,         // button that destroys
    back_link,      // "‹ Voltar"
    field_block,    // a field with its label, hint and error: space around it, a danger bar at its left when
                    // its control is invalid
    key_value,      // a row of the check-answers list: key, value, action
    tag,            // small rounded label
    step_none,      // an item of the steps of a request: a numbered circle, a line down to the next
    step_done,      // the same with a check in it
    step_current,   // the same, filled
    step_waiting,   // the same, pale
    email,          // group: a framed e-mail; its first headings and small paragraphs are its head (subject,
                    // sender), the rest is the message
    sms,        // group: a speech bubble on a phone's screen; the first headings and small paragraphs name
                // the sender
    input_row,  // children side by side as wide as their content, wrapping: the boxes of a date
};

struct Choice {
    std::string value, text;
    bool operator==(const Choice&) const = default;
};

inline constexpr std::uint16_t kNoParent = 0xffff;

struct Node {
    std::string id;  // unique in the page and stable while the thing is the same: "field:cor", "do:continue"
    Role role = Role::paragraph;
    Look look = Look::plain;
    std::uint16_t parent = kNoParent;  // index of an earlier node
    std::uint8_t level = 0;            // heading level 1-6
    std::string text;                  // the words on it, or its name
    std::string hidden_text;  // words more for a screen reader, after `text` ("Alterar" + "cor do veículo")
    std::string value;        // of a control: what is in it; of a link: its address
    std::string target;  // label: id of its control; radio: name of its group; link in a summary: id to move
                         // the focus to
    std::string described_by;  // ids, separated by spaces
    std::string input_mode, autocomplete;
    std::string capitals;  // line_input: HTML autocapitalize ("characters", "words", "none"); empty: the
                           // browser's own
    std::uint32_t max_length = 0;  // letters that a line takes, 0: any. Its width tells it; nothing cuts what
                                   // is pasted, and what is too long is told
    std::vector<Choice> choices;   // of a drop_down
    bool checked = false, invalid = false, required = false, disabled = false, expanded = false,
         toggles = false;   // toggles: has aria-expanded
    bool silent = false;    // shown, but not said: a screen reader is told of it in another way
    bool multiple = false;  // file_input
    std::string accept;     // file_input: HTML accept
    std::uint8_t size = 0;  // line_input: wide enough for so many digits; 0: as wide as there is room
    std::string prefix;     // line_input: words in the field before what is typed ("R$")
    // image: `value` is the id of a picture the host knows; natural size in px. It is shown as wide as there
    // is room, never wider than it is.
    std::uint16_t width = 0, height = 0;
    bool presses = false;  // image: a press activates it with Input::x, y in px of the picture
    // image: a mark at this place, in px of the picture; below 0: none.
    float mark_x = -1, mark_y = -1;
    // A child of an image (its hotspots): the rectangle in px of the picture. w 0: none.
    float place_x = 0, place_y = 0, place_w = 0, place_h = 0;
    std::string recorded_as;  // what is done in this group is recorded as done in the middle of the node of
                              // this id, because where it was done must not be kept; empty: where it was done
    bool operator==(const Node&) const = default;
};

struct Page {
    std::string key;    // the same key: the same screen, so scroll position and focus are kept; another key:
                        // scroll to the top, focus to `focus` or the h1
    std::string title;  // of the document
    std::string language;  // BCP 47
    std::vector<Node> nodes;
    std::string focus;  // id to move the focus to when `focus_turn` has risen since the last page
    std::uint32_t focus_turn = 0;
    std::string announce;  // said politely once when it differs from the page before
    bool operator==(const Page&) const = default;
};

/// Whether two pages are the same but for their nodes.
inline bool is_framed_alike(const Page& a, const Page& b) {
    return a.key == b.key && a.title == b.title && a.language == b.language && a.focus == b.focus &&
           a.focus_turn == b.focus_turn && a.announce == b.announce;
}

}  // namespace ensaio::view
