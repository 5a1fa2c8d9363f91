#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>

#include "core/hash.hpp"
#include "core/text.hpp"
#include "view/boxes.hpp"
#include "view/page_builder.hpp"
#include "view/text_lines.hpp"

namespace ensaio::view {
namespace {

constexpr float kWidths[] = {320, 360, 393, 575, 576, 639, 640, 768, 1024, 1280, 1600};
constexpr float kHeight = 640;
constexpr float kTextScales[] = {0.75F, 1, 2, 3};

const Theme& govbr() {
    static const Theme theme = [] {
        std::ifstream file(ENSAIO_SOURCE_DIR "/assets/themes/govbr.json");
        return Theme::read(std::string(std::istreambuf_iterator<char>(file), {})).value();
    }();
    return theme;
}

/// Pages as nobody would write them: any control in any container, words without end.
class PageMaker {
public:
    explicit PageMaker(std::uint64_t seed) : seed_(seed), page_("key", "título", "pt-BR") {}

    Page make() {
        page_.paragraph(kNoParent, words(8), Look::notice);
        const auto header = page_.group(kNoParent, Look::top_bar, Role::header);
        page_.paragraph(header, words(4), Look::strong);
        for (std::uint64_t i = below(3); i > 0; --i) page_.link(header, "", words(2), "#/");
        const auto main =
            page_.group(kNoParent, below(2) != 0 ? Look::column : Look::wide_column, Role::main);
        if (below(2) != 0) page_.add(main, {.role = Role::link, .look = Look::back_link, .text = words(2)});
        fill(main, 3);
        if (below(2) != 0) {
            const auto bar = page_.group(kNoParent, Look::task_bar);
            page_.paragraph(bar, words(12), Look::strong);
            buttons(page_.group(bar, Look::inline_row));
        }
        const auto footer = page_.group(kNoParent, Look::plain, Role::footer);
        page_.paragraph(footer, words(20), Look::small);
        page_.link(footer, "", words(5), "#/");
        return std::move(page_).take();
    }

private:
    std::uint64_t below(std::uint64_t end) { return core::split_mix(seed_) % end; }

    std::string words(std::uint64_t most) {
        static constexpr std::string_view kWords[] = {
            "a",    "rua",   "veículo", "abandonado", "e-mail",    "segunda-feira", "São",    "CPF:",
            "você", "à",     "1",       "(11)",       "01310-100", "obstáculos",    "ações?", "e/ou",
            "—",    "placa", "não",     "há",         "ç"};
        std::string text;
        for (std::uint64_t i = below(most) + 1; i > 0; --i) {
            if (!text.empty()) text += below(40) == 0 ? '\n' : ' ';
            text += kWords[below(std::size(kWords))];
            if (below(25) == 0) text += std::string(below(90), 'W') + "ção";
        }
        return text;
    }

    void buttons(std::uint16_t parent) {
        static constexpr Look kLooks[] = {Look::primary, Look::secondary, Look::tertiary, Look::danger,
                                          Look::plain};
        for (std::uint64_t i = below(4) + 1; i > 0; --i) {
            page_.add(
                parent,
                {.role = Role::button, .look = kLooks[below(5)], .text = words(4), .toggles = below(4) == 0});
        }
    }

    void field(std::uint16_t parent) {
        const bool invalid = below(3) == 0;
        const auto block = page_.group(parent, Look::field_block);
        page_.add(block, {.role = Role::label, .text = words(8)});
        if (below(2) != 0) page_.add(block, {.role = Role::hint, .look = Look::small, .text = words(14)});
        if (invalid) page_.add(block, {.role = Role::error, .text = words(9)});
        static constexpr Role kRoles[] = {Role::line_input, Role::lines_input, Role::drop_down,
                                          Role::file_input};
        Node control{.role = kRoles[below(4)], .invalid = invalid};
        if (below(2) != 0) control.value = words(60);
        control.text = control.role == Role::file_input ? words(3) : "";
        control.max_length = static_cast<std::uint32_t>(below(2) * below(40));
        control.size = static_cast<std::uint8_t>(below(2) * below(12));
        if (below(3) == 0) control.prefix = words(1);
        control.choices = {{"", words(3)}, {control.value, words(30)}};
        page_.add(block, std::move(control));
    }

    void choices(std::uint16_t parent) {
        const auto set = page_.group(page_.group(parent, Look::field_block), Look::plain, Role::form_group);
        page_.add(
            set,
            {.role = Role::legend, .look = below(2) != 0 ? Look::title : Look::plain, .text = words(10)});
        const bool scale = below(3) == 0;
        const Role role = scale || below(2) != 0 ? Role::radio : Role::checkbox;
        const auto inside = scale ? page_.group(set, Look::scale_row) : set;
        for (std::uint64_t i = 1; i <= below(11) + 2; ++i) {
            page_.add(
                inside,
                {.role = role, .text = scale ? std::to_string(i) : words(15), .checked = below(4) == 0});
        }
    }

    void table(std::uint16_t parent) {
        const auto table = page_.group(parent, Look::plain, Role::table);
        const std::uint64_t columns = below(6) + 1, rows = below(5) + 1;
        const auto head = page_.group(table, Look::plain, Role::row);
        for (std::uint64_t c = 0; c < columns; ++c)
            page_.add(head, {.role = Role::column_header, .text = words(3)});
        for (std::uint64_t r = 0; r < rows; ++r) {
            const auto row = page_.group(table, Look::plain, Role::row);
            page_.add(row, {.role = Role::row_header, .text = words(2)});
            for (std::uint64_t c = 1; c < columns; ++c) {
                const bool holds = below(4) == 0;
                const auto cell = page_.add(row, {.role = Role::cell,
                                                  .text = holds           ? ""
                                                          : below(3) == 0 ? "12,5"
                                                                          : words(12)});
                if (holds) page_.link(cell, "", words(2), "#/");
            }
        }
    }

    void date(std::uint16_t parent) {
        const auto row = page_.group(parent, Look::input_row);
        for (const std::uint8_t digits : std::initializer_list<std::uint8_t>{2, 2, 4}) {
            const auto one = page_.group(row, Look::plain);
            page_.add(one, {.role = Role::label, .text = words(2)});
            page_.add(one, {.role = Role::line_input, .value = words(2), .size = digits});
        }
    }

    void steps(std::uint16_t parent) {
        const auto list = page_.group(parent, Look::plain, Role::ordered_list);
        static constexpr Look kLooks[] = {Look::plain, Look::step_none, Look::step_done, Look::step_current,
                                          Look::step_waiting};
        const Look look = kLooks[below(5)];
        for (std::uint64_t i = below(12) + 1; i > 0; --i) {
            const auto item = page_.add(list, {.role = Role::list_item, .look = look, .text = words(6)});
            if (below(2) != 0) page_.paragraph(item, words(20));
        }
    }

    void image(std::uint16_t parent) {
        const auto side = [&] { return static_cast<std::uint16_t>(16 + below(1500)); };
        const std::uint16_t width = side(), height = side();
        const auto image = page_.add(parent, {.role = Role::image,
                                              .text = words(20),
                                              .width = width,
                                              .height = height,
                                              .presses = below(3) == 0});
        if (page_.page().nodes[image].presses) return;
        // Side by side, so that none lies over another.
        const float count = static_cast<float>(below(5));
        for (float i = 0; i < count; ++i) {
            page_.add(image, {.role = Role::link,
                              .text = words(3),
                              .place_x = (i + 0.1F) * width / count,
                              .place_y = static_cast<float>(below(height)),
                              .place_w = 0.7F * width / count,
                              .place_h = static_cast<float>(below(height) + 1)});
        }
    }

    void key_value(std::uint16_t parent) {
        const auto row = page_.group(parent, Look::key_value);
        page_.paragraph(row, words(8), Look::strong);
        page_.paragraph(row, words(30));
        if (below(4) != 0) page_.add(row, {.role = Role::link, .text = words(2)});
    }

    void fill(std::uint16_t parent, int depth) {
        static constexpr Look kContainers[] = {Look::card,        Look::info_panel, Look::warning_panel,
                                               Look::error_panel, Look::plain,      Look::success_panel,
                                               Look::inline_row,  Look::spread_row, Look::task_bar,
                                               Look::email,       Look::sms};
        static constexpr Look kTexts[] = {Look::plain,  Look::lead,       Look::small,
                                          Look::strong, Look::big_number, Look::tag};
        for (std::uint64_t i = below(7) + 1; i > 0; --i) {
            switch (below(14)) {
                case 0: page_.heading(parent, static_cast<std::uint8_t>(below(3) + 1), words(9)); break;
                case 1: field(parent); break;
                case 2: choices(parent); break;
                case 3: depth > 1 ? table(parent) : page_.paragraph(parent, words(5)); break;
                case 4: key_value(parent); break;
                case 5: buttons(parent); break;
                case 6: page_.prose(parent, words(9) + "\n\n- " + words(20) + "\n- " + words(4)); break;
                case 7: page_.link(parent, "", words(9), "#/"); break;
                case 8: page_.add(parent, {.role = Role::status}); break;
                case 11: date(parent); break;
                case 12: steps(parent); break;
                case 13: image(parent); break;
                case 9:
                    if (depth > 0) {
                        fill(page_.group(parent, kContainers[below(std::size(kContainers))]), depth - 1);
                        break;
                    }
                    [[fallthrough]];
                default: page_.paragraph(parent, words(40), kTexts[below(std::size(kTexts))]);
            }
        }
    }

    std::uint64_t seed_;
    PageBuilder page_;
};

template <class Check>
void for_many_pages(Check check) {
    for (std::uint64_t seed = 1; seed <= 150; ++seed) {
        const Page page = PageMaker(seed).make();
        for (const float width : kWidths) {
            for (const float scale : kTextScales) {
                SCOPED_TRACE(testing::Message()
                             << "seed " << seed << ", width " << width << ", text " << scale);
                check(page, lay_out(page, width, kHeight, govbr().with_text_scale(scale)));
                if (testing::Test::HasFailure()) return;
            }
        }
    }
}

bool is_empty(const Rect& rect) { return rect.w <= 0 || rect.h <= 0; }
bool is_inside(const Rect& inner, const Rect& outer) {
    return inner.x >= outer.x && inner.y >= outer.y && inner.right() <= outer.right() &&
           inner.bottom() <= outer.bottom();
}
bool overlap(const Rect& a, const Rect& b) {
    return a.x < b.right() && b.x < a.right() && a.y < b.bottom() && b.y < a.bottom();
}
bool is_whole(float number) { return number == std::round(number); }
std::string described(const Page& page, const Box& box) {
    return page.nodes[box.node].id + " \"" + page.nodes[box.node].text + "\" at " +
           std::to_string(box.rect.x) + ", " + std::to_string(box.rect.y) + ", " +
           std::to_string(box.rect.w) + " x " + std::to_string(box.rect.h);
}

TEST(Layout, every_node_has_one_box_in_order_within_the_page) {
    for_many_pages([](const Page& page, const Boxes& boxes) {
        ASSERT_EQ(boxes.boxes.size(), page.nodes.size());
        EXPECT_GE(boxes.height, kHeight);
        for (std::size_t i = 0; i < boxes.boxes.size(); ++i) {
            const Box& box = boxes.boxes[i];
            ASSERT_EQ(box.node, i);
            EXPECT_TRUE(is_inside(box.rect, {0, 0, boxes.width, boxes.height})) << described(page, box);
        }
    });
}

TEST(Layout, a_container_encloses_what_stands_in_it) {
    for_many_pages([](const Page& page, const Boxes& boxes) {
        for (const Box& box : boxes.boxes) {
            const Node& node = page.nodes[box.node];
            if (node.parent == kNoParent || is_empty(box.rect)) continue;
            EXPECT_TRUE(is_inside(box.rect, boxes.boxes[node.parent].rect))
                << described(page, box) << " in " << described(page, boxes.boxes[node.parent]);
        }
    });
}

TEST(Layout, nothing_covers_anything_else) {
    for_many_pages([](const Page& page, const Boxes& boxes) {
        std::vector<bool> holds(page.nodes.size());
        for (const Node& node : page.nodes) {
            if (node.parent != kNoParent) holds[node.parent] = true;
        }
        std::vector<Box> leaves;
        std::ranges::copy_if(boxes.boxes, std::back_inserter(leaves),
                             [&](const Box& box) { return !holds[box.node] && !is_empty(box.rect); });
        std::ranges::sort(leaves, {}, [](const Box& box) { return box.rect.y; });
        for (std::size_t i = 0; i < leaves.size(); ++i) {
            for (std::size_t j = i + 1; j < leaves.size() && leaves[j].rect.y < leaves[i].rect.bottom();
                 ++j) {
                EXPECT_FALSE(overlap(leaves[i].rect, leaves[j].rect))
                    << described(page, leaves[i]) << " and " << described(page, leaves[j]);
            }
        }
    });
}

TEST(Layout, text_stays_within_its_box) {
    for_many_pages([](const Page& page, const Boxes& boxes) {
        for (const Box& box : boxes.boxes) {
            for (const TextLine& line : box.lines) {
                EXPECT_GE(line.x, box.rect.x) << described(page, box);
                EXPECT_LE(line.x + FontMetrics::width(line.weight, line.text, line.size),
                          box.rect.right() + 0.5F)
                    << described(page, box) << line.text;
                EXPECT_GE(line.baseline - 0.72F * line.size, box.rect.y)
                    << described(page, box);  // height of capitals
                EXPECT_LE(line.baseline + 0.2F * line.size, box.rect.bottom() + 1) << described(page, box);
            }
        }
    });
}

TEST(Layout, edges_and_baselines_lie_on_whole_pixels) {
    for_many_pages([](const Page& page, const Boxes& boxes) {
        for (const Box& box : boxes.boxes) {
            for (const Rect& rect : {box.rect, box.control, box.sign}) {
                EXPECT_TRUE(is_whole(rect.x) && is_whole(rect.y) && is_whole(rect.w) && is_whole(rect.h))
                    << described(page, box);
            }
            for (const TextLine& line : box.lines)
                EXPECT_TRUE(is_whole(line.x) && is_whole(line.baseline)) << described(page, box);
        }
    });
}

TEST(Layout, every_control_is_large_enough_for_a_thumb) {
    for_many_pages([](const Page& page, const Boxes& boxes) {
        for (const Box& box : boxes.boxes) {
            const Node& node = page.nodes[box.node];
            if (!is_control(node)) continue;
            // On a picture a neighbour may leave no room, and a picture may be smaller itself.
            if (node.role == Role::image || page.nodes[node.parent].role == Role::image) continue;
            EXPECT_GE(box.rect.h, node.role == Role::link ? 44 : 48) << described(page, box);
        }
    });
}

TEST(Layout, brought_up_to_date_is_as_laid_out_anew) {
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        const Page before = PageMaker(seed).make();
        Page typed = before;
        for (Node& node : typed.nodes) {
            if (node.role == Role::line_input || node.role == Role::lines_input)
                node.value += "ção e mais palavras\n1";
            const bool in_a_scale =
                node.parent != kNoParent && typed.nodes[node.parent].look == Look::scale_row;
            if ((node.role == Role::radio || node.role == Role::checkbox) && !in_a_scale)
                node.checked = !node.checked;
        }
        for (const float width : {320.0F, 1280.0F}) {
            Boxes boxes = lay_out(before, width, kHeight, govbr());
            ASSERT_TRUE(amend(typed, before, govbr(), boxes));
            const Boxes anew = lay_out(typed, width, kHeight, govbr());
            ASSERT_EQ(boxes.boxes, anew.boxes) << "seed " << seed << ", width " << width;
            ASSERT_EQ(boxes.height, anew.height);
        }
    }
}

TEST(Layout, a_page_of_which_more_than_texts_and_ticks_differs_is_not_brought_up_to_date) {
    PageBuilder builder("k", "t", "pt-BR");
    builder.paragraph(kNoParent, "Cor");
    builder.add(kNoParent, {.id = "field", .role = Role::line_input});
    const std::uint16_t scale = builder.group(kNoParent, Look::scale_row);
    builder.add(scale, {.id = "one", .role = Role::radio, .text = "1"});
    const Page& before = builder.page();
    const Boxes as_before = lay_out(before, 360, kHeight, govbr());
    const auto is_refused = [&](auto&& change) {
        Page page = before;
        page.nodes[1].value = "azul";
        change(page);
        Boxes boxes = as_before;
        const bool done = amend(page, before, govbr(), boxes).has_value();
        return !done && boxes.boxes == as_before.boxes;
    };
    EXPECT_FALSE(is_refused([](Page&) {}));
    EXPECT_TRUE(is_refused([](Page& page) { page.nodes[0].text = "Cor do veículo"; }));
    EXPECT_TRUE(is_refused([](Page& page) { page.nodes[1].invalid = true; }));
    EXPECT_TRUE(is_refused([](Page& page) { page.nodes[3].checked = true; }));
    EXPECT_TRUE(is_refused([](Page& page) { page.nodes.push_back(page.nodes[0]); }));
}

TEST(Layout, is_the_same_for_the_same_page) {
    const Page page = PageMaker(7).make();
    EXPECT_EQ(lay_out(page, 360, kHeight, govbr()).boxes, lay_out(page, 360, kHeight, govbr()).boxes);
}

TEST(Layout, no_word_of_a_paragraph_is_lost) {
    const std::string text = "Há quanto tempo o veículo está abandonado? " + std::string(80, 'W') +
                             " Responda até segunda-feira, 20/05/2026.";
    PageBuilder builder("k", "t", "pt-BR");
    builder.paragraph(builder.group(kNoParent, Look::column, Role::main), text);
    for (const float width : kWidths) {
        std::string seen;
        const Boxes boxes = lay_out(builder.page(), width, kHeight, govbr());
        for (const TextLine& line : boxes.boxes[1].lines) seen += line.text;
        const auto without_spaces = [](std::string words) {
            std::erase(words, ' ');
            return words;
        };
        EXPECT_EQ(without_spaces(seen), without_spaces(text));
    }
}

struct Form {
    PageBuilder builder{"k", "t", "pt-BR"};
    std::uint16_t main = builder.group(kNoParent, Look::column, Role::main);

    Boxes at(float width, float height = kHeight) { return lay_out(builder.page(), width, height, govbr()); }
    const Box& box(const Boxes& boxes, std::string_view id) {
        const auto found = std::ranges::find(builder.page().nodes, id, &Node::id);
        return boxes.boxes[static_cast<std::size_t>(found - builder.page().nodes.begin())];
    }
};

TEST(Layout, a_button_fills_a_phone_and_is_as_wide_as_its_words_elsewhere) {
    Form form;
    form.builder.button(form.main, "do:continue", "Continuar", Look::primary);
    const Boxes phone = form.at(360), wide = form.at(1280);
    EXPECT_EQ(form.box(phone, "do:continue").rect.w, 360 - 2 * govbr().gutter_phone);
    EXPECT_LT(form.box(wide, "do:continue").rect.w, 200);
    EXPECT_EQ(form.box(wide, "do:continue").rect.x, (1280 - govbr().column_width) / 2);
}

TEST(Layout, two_short_buttons_share_a_row_of_a_phone_and_long_ones_do_not) {
    Form form;
    const auto short_row = form.builder.group(form.main, Look::inline_row),
               long_row = form.builder.group(form.main, Look::inline_row);
    form.builder.button(short_row, "yes", "Sim", Look::primary);
    form.builder.button(short_row, "no", "Não", Look::secondary);
    form.builder.button(long_row, "done", "Terminei esta tarefa", Look::primary);
    form.builder.button(long_row, "give_up", "Quero desistir desta tarefa", Look::secondary);
    const Boxes boxes = form.at(360);
    EXPECT_EQ(form.box(boxes, "yes").rect.y, form.box(boxes, "no").rect.y);
    EXPECT_GT(form.box(boxes, "give_up").rect.y, form.box(boxes, "done").rect.bottom());
    EXPECT_EQ(form.box(boxes, "give_up").rect.w, 328);
}

TEST(Layout, a_label_stands_close_to_its_field_and_far_from_the_next) {
    Form form;
    for (const std::string name : {"a", "b"}) {
        const auto block = form.builder.group(form.main, Look::field_block);
        form.builder.add(block, {.id = "label:" + name, .role = Role::label, .text = "Cor"});
        form.builder.add(block, {.id = name, .role = Role::line_input});
    }
    const Boxes boxes = form.at(360);
    const float inside = form.box(boxes, "a").rect.y - form.box(boxes, "label:a").rect.bottom();
    const float between = form.box(boxes, "label:b").rect.y - form.box(boxes, "a").rect.bottom();
    EXPECT_LE(inside, 8);
    EXPECT_GE(between, 24);
}

TEST(Layout, a_field_for_few_characters_is_narrow_where_there_is_room_to_show_it) {
    Form form;
    form.builder.add(form.main, {.id = "cep", .role = Role::line_input, .max_length = 9});
    form.builder.add(form.main, {.id = "street", .role = Role::line_input, .max_length = 200});
    EXPECT_LT(form.box(form.at(1280), "cep").rect.w, 200);
    EXPECT_EQ(form.box(form.at(1280), "street").rect.w, govbr().column_width);
    EXPECT_EQ(form.box(form.at(360), "cep").rect.w, 328);
}

TEST(Layout, a_text_field_says_where_its_text_stands_even_when_it_is_blank) {
    Form form;
    form.builder.add(form.main, {.id = "line", .role = Role::line_input});
    form.builder.add(form.main, {.id = "lines", .role = Role::lines_input});
    const Boxes boxes = form.at(360);
    ASSERT_EQ(form.box(boxes, "line").lines.size(), 1U);
    ASSERT_EQ(form.box(boxes, "lines").lines.size(), 1U);
    EXPECT_GE(form.box(boxes, "line").lines.front().size, 16);  // or iOS zooms
    EXPECT_GE(form.box(boxes, "lines").rect.h, 5 * 24);
}

TEST(Layout, the_footer_of_a_short_page_stands_at_the_bottom_of_the_viewport) {
    Form form;
    form.builder.paragraph(form.main, "Obrigado.");
    const auto footer = form.builder.group(kNoParent, Look::plain, Role::footer, "footer");
    form.builder.paragraph(footer, "Não é um serviço oficial.");
    const Boxes boxes = form.at(360, 900);
    EXPECT_EQ(form.box(boxes, "footer").rect.bottom(), 900);
    EXPECT_EQ(boxes.height, 900);
}

TEST(Layout, the_cells_of_a_scale_are_never_smaller_than_a_finger) {
    Form form;
    const auto row = form.builder.group(form.main, Look::scale_row);
    for (int i = 1; i <= 7; ++i)
        form.builder.add(row, {.id = std::to_string(i), .role = Role::radio, .text = std::to_string(i)});
    for (const float width : {320.0F, 360.0F, 1280.0F}) {
        const Boxes boxes = form.at(width);
        for (int i = 1; i <= 7; ++i) {
            EXPECT_GE(form.box(boxes, std::to_string(i)).rect.w, 44) << width;
            EXPECT_GE(form.box(boxes, std::to_string(i)).rect.h, 44) << width;
        }
        const bool one_row = form.box(boxes, "1").rect.y == form.box(boxes, "7").rect.y;
        EXPECT_EQ(one_row, width > 320) << width;
    }
    const Boxes boxes = form.at(360);
    EXPECT_EQ(form.box(boxes, "7").rect.right(), 360 - govbr().gutter_phone);
}

TEST(Layout, the_rows_of_a_table_become_cards_on_a_narrow_screen) {
    Form form;
    const auto table = form.builder.group(form.main, Look::plain, Role::table);
    const auto head = form.builder.group(table, Look::plain, Role::row),
               row = form.builder.group(table, Look::plain, Role::row, "row");
    for (const std::string name : {"Participante", "Resultado"})
        form.builder.add(head, {.id = name, .role = Role::column_header, .text = name});
    form.builder.add(row, {.id = "who", .role = Role::row_header, .text = "P01"});
    form.builder.add(row, {.id = "result", .role = Role::cell, .text = "sucesso"});
    const Boxes wide = form.at(1277), narrow = form.at(360);
    EXPECT_EQ(form.box(wide, "who").rect.y, form.box(wide, "result").rect.y);
    for (const std::string last : {"Resultado", "result"})
        EXPECT_EQ(form.box(wide, last).rect.right(), form.box(wide, "row").rect.right());
    EXPECT_GE(form.box(narrow, "result").rect.y, form.box(narrow, "who").rect.bottom());
    EXPECT_EQ(form.box(narrow, "result").lines.front().text, "Resultado");
    EXPECT_EQ(form.box(narrow, "Resultado").rect.h, 0);
}

TEST(Layout, a_column_of_numbers_is_set_to_the_right) {
    Form form;
    const auto table = form.builder.group(form.main, Look::plain, Role::table);
    for (const std::string value : {"9,5", "141,5"}) {
        const auto row = form.builder.group(table, Look::plain, Role::row);
        form.builder.add(row, {.id = value, .role = Role::cell, .text = value});
    }
    const Boxes boxes = form.at(1280);
    const auto right = [&](std::string_view id) {
        const TextLine& line = form.box(boxes, id).lines.front();
        return line.x + FontMetrics::width(line.weight, line.text, line.size);
    };
    EXPECT_NEAR(right("9,5"), right("141,5"), 1);
}

TEST(Layout, a_link_that_one_most_likely_came_for_looks_like_a_button) {
    Form form;
    const auto row = form.builder.group(form.main, Look::inline_row, Role::group, "row");
    form.builder.link(row, "first", "Rever a sessão", "#/", Look::primary);
    form.builder.button(row, "button", "Rever a sessão", Look::primary);
    form.builder.link(row, "link", "Rever a sessão", "#/");
    const Boxes boxes = form.at(1280);
    EXPECT_EQ(form.box(boxes, "first").rect.w, form.box(boxes, "button").rect.w);
    EXPECT_EQ(form.box(boxes, "first").rect.h, form.box(boxes, "button").rect.h);
    EXPECT_EQ(form.box(boxes, "first").lines.front().color, form.box(boxes, "button").lines.front().color);
    EXPECT_FALSE(form.box(boxes, "first").lines.front().underline);
    EXPECT_TRUE(form.box(boxes, "link").lines.front().underline);
}

TEST(Layout, a_field_in_error_does_not_move_but_for_its_message) {
    Form form;
    const auto block = form.builder.group(form.main, Look::field_block, Role::group, "block");
    form.builder.add(block, {.id = "field", .role = Role::line_input});
    const float before = form.box(form.at(360), "field").rect.x;
    form.builder.page().nodes.back().invalid = true;
    const Boxes boxes = form.at(360);
    EXPECT_EQ(form.box(boxes, "field").rect.x, before);
    EXPECT_LT(form.box(boxes, "block").sign.right(), before);
    EXPECT_GE(form.box(boxes, "block").sign.x, 0);
}

TEST(Hit, finds_the_control_before_what_it_stands_in_and_before_words_beside_it) {
    Form form;
    const auto card = form.builder.group(form.main, Look::card, Role::group, "card");
    form.builder.button(card, "button", "Continuar", Look::primary);
    form.builder.paragraph(card, "Texto");
    const Boxes boxes = form.at(360);
    const auto id_at = [&](float x, float y) {
        const int index = hit(form.builder.page(), boxes, x, y);
        return index < 0 ? std::string() : form.builder.page().nodes[static_cast<std::size_t>(index)].id;
    };
    const Rect& button = form.box(boxes, "button").rect;
    EXPECT_EQ(id_at(button.x, button.y), "button");
    EXPECT_EQ(id_at(button.right() - 1, button.bottom() - 1), "button");
    EXPECT_EQ(id_at(button.x, button.y - 1), "card");
    EXPECT_EQ(id_at(-5, button.y), "");
}

TEST(Hit, a_control_under_a_container_that_comes_later_is_still_found) {
    PageBuilder builder("k", "t", "pt-BR");
    builder.button(kNoParent, "button", "Continuar", Look::primary);
    builder.group(kNoParent, Look::plain, Role::group, "cover");
    const Boxes boxes{
        .width = 100,
        .height = 100,
        .boxes = {{.node = 0, .rect = {10, 10, 50, 48}}, {.node = 1, .rect = {0, 0, 100, 100}}}};
    EXPECT_EQ(hit(builder.page(), boxes, 20, 20), 0);
    EXPECT_EQ(hit(builder.page(), boxes, 5, 5), 1);
}

TEST(TextLines, break_at_spaces_and_hyphens_and_keep_numbers_whole) {
    const auto lines = [](std::string_view text, std::string_view widest) {
        return break_lines(text, Weight::regular, 16, FontMetrics::width(Weight::regular, widest, 16));
    };
    using Lines = std::vector<std::string_view>;
    EXPECT_EQ(lines("na segunda-feira de manhã", "na segunda- "),
              (Lines{"na segunda-", "feira de", "manhã"}));
    EXPECT_EQ(lines("CEP 01310-100", "CEP 01310-"), (Lines{"CEP", "01310-100"}));
    EXPECT_EQ(lines("um\n\ndois", "um dois"), (Lines{"um", "", "dois"}));
    EXPECT_EQ(lines("", "x"), (Lines{""}));
    EXPECT_EQ(lines("aaaaaa", "aa"), (Lines{"aa", "aa", "aa"}));
}

TEST(TextLines, leave_no_short_word_alone_on_the_last_line) {
    const std::string_view text = "Veja se está tudo certo antes de enviar o pedido.";
    const float width =
        FontMetrics::width(Weight::regular, "Veja se está tudo certo antes de enviar o", 16) + 4;
    EXPECT_EQ(break_lines(text, Weight::regular, 16, width).back(), "pedido.");
    EXPECT_EQ(break_without_widow(text, Weight::regular, 16, width).size(), 2U);
    EXPECT_NE(break_without_widow(text, Weight::regular, 16, width).back(), "pedido.");
}

TEST(TextLines, shortened_text_fits_and_says_that_it_goes_on) {
    const std::string text = shortened("comprovante de residência", Weight::regular, 16, 100);
    EXPECT_LE(FontMetrics::width(Weight::regular, text, 16), 100);
    EXPECT_TRUE(text.ends_with("…"));
    EXPECT_EQ(shortened("curto", Weight::regular, 16, 100), "curto");
}

TEST(TextLines, printable_text_holds_no_control_characters) {
    EXPECT_EQ(printable("a\tb\r\nc\x01\xE2\x80\x8B"), "a b\nc");
    EXPECT_TRUE(core::is_valid_utf8(printable("\xff\xfe")));
}

}  // namespace
}  // namespace ensaio::view
