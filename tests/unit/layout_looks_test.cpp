// The layout of what a request's last screens are made of: pictures, steps, messages, boxes of a date.

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>

#include "view/boxes.hpp"
#include "view/page_builder.hpp"

namespace ensaio::view {
namespace {

constexpr float kWidths[] = {320, 360, 1280};
constexpr float kTarget = 44;

const Theme& govbr() {
    static const Theme theme = [] {
        std::ifstream file(ENSAIO_SOURCE_DIR "/assets/themes/govbr.json");
        return Theme::read(std::string(std::istreambuf_iterator<char>(file), {})).value();
    }();
    return theme;
}

struct Laid {
    PageBuilder builder{"k", "t", "pt-BR"};
    std::uint16_t main = builder.group(kNoParent, Look::column, Role::main, "main");
    Boxes boxes;

    void at(float width) { boxes = lay_out(builder.page(), width, 640, govbr()); }
    const Box& box(std::string_view id) const {
        const auto& nodes = const_cast<PageBuilder&>(builder).page().nodes;
        return boxes.boxes[static_cast<std::size_t>(std::ranges::find(nodes, id, &Node::id) - nodes.begin())];
    }
    const Rect& rect(std::string_view id) const { return box(id).rect; }
};

bool is_inside(const Rect& inner, const Rect& outer) {
    return inner.x >= outer.x && inner.y >= outer.y && inner.right() <= outer.right() &&
           inner.bottom() <= outer.bottom();
}
bool overlap(const Rect& a, const Rect& b) {
    return a.x < b.right() && b.x < a.right() && a.y < b.bottom() && b.y < a.bottom();
}
float room_of(float width) {
    return std::min(width - 2 * (width < 576 ? govbr().gutter_phone : govbr().gutter_wide),
                    govbr().column_width);
}

// ---------------------------------------------------------------- pictures

struct Picture : Laid {
    std::uint16_t image;
    explicit Picture(std::uint16_t width = 720, std::uint16_t height = 960)
        : image(builder.add(main, {.id = "image",
                                   .role = Role::image,
                                   .text = "Tela do aplicativo",
                                   .width = width,
                                   .height = height})) {}
    void spot(std::string id, float x, float y, float w, float h) {
        builder.add(image, {.id = std::move(id),
                            .role = Role::button,
                            .text = "Ir",
                            .place_x = x,
                            .place_y = y,
                            .place_w = w,
                            .place_h = h});
    }
};

TEST(Image, is_as_wide_as_there_is_room_and_keeps_its_shape) {
    Picture picture;
    for (const float width : kWidths) {
        picture.at(width);
        EXPECT_EQ(picture.rect("image").w, std::min(720.0F, room_of(width)));
        EXPECT_NEAR(picture.rect("image").h, picture.rect("image").w * 960 / 720, 0.5F);
        EXPECT_TRUE(is_inside(picture.rect("image"), picture.rect("main")));
    }
}

TEST(Image, is_never_wider_than_it_is) {
    Picture picture(200, 50);
    for (const float width : kWidths) {
        picture.at(width);
        EXPECT_EQ(picture.rect("image").w, 200);
        EXPECT_EQ(picture.rect("image").h, 50);
    }
}

TEST(Image, without_a_size_takes_no_room) {
    Picture picture(0, 0);
    picture.spot("a", 0, 0, 10, 10);
    picture.at(360);
    EXPECT_EQ(picture.rect("image").h, 0);
}

TEST(Image, a_hotspot_lies_where_it_is_on_the_picture) {
    Picture picture;
    picture.spot("a", 60, 600, 600, 120);
    for (const float width : kWidths) {
        picture.at(width);
        const Rect& image = picture.rect("image");
        const Rect& spot = picture.box("a").control;
        const float scale = image.w / 720;
        EXPECT_NEAR(spot.x, image.x + 60 * scale, 0.5F);
        EXPECT_NEAR(spot.y, image.y + 600 * scale, 0.5F);
        EXPECT_NEAR(spot.w, 600 * scale, 1);
        EXPECT_NEAR(spot.h, 120 * scale, 1);
    }
}

TEST(Image, a_small_hotspot_is_a_target_for_a_thumb_around_its_middle) {
    Picture picture;
    picture.spot("a", 300, 300, 30, 20);
    for (const float width : kWidths) {
        picture.at(width);
        const Rect& target = picture.rect("a");
        const Rect& spot = picture.box("a").control;
        EXPECT_GE(target.w, kTarget);
        EXPECT_GE(target.h, kTarget);
        EXPECT_NEAR(target.x + target.w / 2, spot.x + spot.w / 2, 1);
        EXPECT_NEAR(target.y + target.h / 2, spot.y + spot.h / 2, 1);
    }
}

TEST(Image, a_target_at_the_edge_grows_inwards) {
    Picture picture;
    picture.spot("corner", 0, 0, 20, 20);
    picture.spot("other", 700, 940, 20, 20);
    picture.at(360);
    for (const char* id : {"corner", "other"}) {
        EXPECT_TRUE(is_inside(picture.rect(id), picture.rect("image")));
        EXPECT_GE(picture.rect(id).w, kTarget);
        EXPECT_GE(picture.rect(id).h, kTarget);
    }
}

TEST(Image, targets_share_the_room_between_neighbours) {
    Picture picture;
    // A row of links close to each other, one below, one at the diagonal.
    for (int i = 0; i < 6; ++i)
        picture.spot("row" + std::to_string(i), 40.0F * static_cast<float>(i), 100, 30, 30);
    picture.spot("below", 40, 140, 60, 20);
    picture.spot("diagonal", 245, 135, 20, 20);
    for (const float width : kWidths) {
        picture.at(width);
        const auto& nodes = picture.builder.page().nodes;
        for (std::size_t i = 2; i < nodes.size(); ++i) {
            const Box& box = picture.boxes.boxes[i];
            EXPECT_TRUE(is_inside(box.control, box.rect)) << nodes[i].id;
            for (std::size_t j = i + 1; j < nodes.size(); ++j) {
                EXPECT_FALSE(overlap(box.rect, picture.boxes.boxes[j].rect))
                    << nodes[i].id << " and " << nodes[j].id << " at " << width;
            }
        }
        EXPECT_GE(picture.rect("row0").h, 30) << "upwards there is room";
    }
}

TEST(Image, a_hotspot_out_of_its_picture_stays_in_it) {
    Picture picture(100, 100);
    picture.spot("far", 500, -40, 4000, 20);
    picture.spot("large", -50, -50, 1000, 1000);
    picture.at(360);
    for (const char* id : {"far", "large"})
        EXPECT_TRUE(is_inside(picture.rect(id), picture.rect("image"))) << id;
}

TEST(Hit, a_hotspot_is_found_on_its_picture_and_a_picture_only_when_it_presses) {
    Picture picture;
    picture.spot("a", 0, 0, 360, 960);
    picture.at(360);
    const Rect image = picture.rect("image");
    const auto id_at = [&](float x, float y) {
        return picture.builder.page()
            .nodes[static_cast<std::size_t>(hit(picture.builder.page(), picture.boxes, x, y))]
            .id;
    };
    EXPECT_EQ(id_at(image.x + 10, image.y + 10), "a");
    EXPECT_EQ(id_at(image.right() - 10, image.y + 10), "image");
    EXPECT_FALSE(is_control({.role = Role::image}));
    EXPECT_TRUE(is_control({.role = Role::image, .presses = true}));
}

// ---------------------------------------------------------------- steps

struct Steps : Laid {
    std::uint16_t list = builder.group(main, Look::plain, Role::ordered_list, "list");
    Steps() {
        const std::pair<const char*, Look> steps[] = {{"done", Look::step_done},
                                                      {"current", Look::step_current},
                                                      {"waiting", Look::step_waiting},
                                                      {"none", Look::step_none}};
        for (const auto& [id, look] : steps) {
            const auto item = builder.add(
                list, {.id = id, .role = Role::list_item, .look = look, .text = "Vistoria no local"});
            builder.paragraph(item, "Uma equipe da subprefeitura vai até o endereço que você escreveu.");
        }
    }
    std::string number(std::string_view id) const {
        const Rect& circle = box(id).sign;
        for (const TextLine& line : box(id).lines) {
            if (line.x < circle.right()) return line.text;
        }
        return {};
    }
};

TEST(Steps, stand_under_each_other_with_their_circles_in_one_line) {
    Steps steps;
    for (const float width : kWidths) {
        steps.at(width);
        const char* before = nullptr;
        for (const char* id : {"done", "current", "waiting", "none"}) {
            EXPECT_TRUE(is_inside(steps.rect(id), steps.rect("list")));
            EXPECT_TRUE(is_inside(steps.box(id).sign, steps.rect(id)));
            EXPECT_EQ(steps.box(id).sign.x, steps.rect("list").x);
            for (const TextLine& line : steps.box(id).lines)
                EXPECT_TRUE(line.x >= steps.box(id).sign.right() || line.text == steps.number(id));
            if (before != nullptr) {
                EXPECT_EQ(steps.rect(id).y, steps.rect(before).bottom()) << "the line between has no gap";
                EXPECT_GE(steps.box(id).sign.y, steps.box(before).sign.bottom() + 2 * govbr().space);
            }
            before = id;
        }
    }
}

TEST(Steps, tell_their_place_and_a_step_that_is_done_has_a_check_instead) {
    Steps steps;
    steps.at(360);
    EXPECT_EQ(steps.number("done"), "");
    EXPECT_EQ(steps.number("current"), "2");
    EXPECT_EQ(steps.number("waiting"), "3");
    EXPECT_EQ(steps.number("none"), "4");
}

TEST(Steps, an_ordered_list_of_plain_items_is_numbered) {
    Laid page;
    const auto list = page.builder.group(page.main, Look::plain, Role::ordered_list);
    for (int i = 1; i <= 10; ++i)
        page.builder.add(
            list, {.id = "item" + std::to_string(i), .role = Role::list_item, .text = "Leve um documento"});
    page.at(360);
    EXPECT_EQ(page.box("item1").lines.front().text, "1.");
    EXPECT_EQ(page.box("item10").lines.front().text, "10.");
}

// ---------------------------------------------------------------- messages

struct Message : Laid {
    explicit Message(Look look) {
        const auto card = builder.group(main, look, Role::group, "message");
        builder.heading(card, 2, "Seu pedido foi recebido pela Prefeitura de São Paulo", "subject");
        builder.add(card, {.id = "from",
                           .role = Role::paragraph,
                           .look = Look::small,
                           .text = "De: nao-responda@exemplo.com"});
        builder.add(card, {.id = "body",
                           .role = Role::paragraph,
                           .text = "Guarde o número 2026-000123. O prazo é de até 60 dias."});
        builder.add(card, {.id = "more", .role = Role::paragraph, .text = "Não responda."});
    }
};

TEST(Message, of_both_kinds_has_its_head_above_its_words_and_all_inside) {
    for (const Look look : {Look::email, Look::sms}) {
        Message message(look);
        for (const float width : kWidths) {
            message.at(width);
            const Rect& whole = message.rect("message");
            EXPECT_TRUE(is_inside(whole, message.rect("main")));
            EXPECT_LE(whole.right(), width - govbr().gutter_phone);
            for (const char* id : {"subject", "from", "body", "more"})
                EXPECT_TRUE(is_inside(message.rect(id), whole)) << id << " at " << width;
            EXPECT_FALSE(overlap(message.rect("subject"), message.rect("from")));
            EXPECT_LT(message.rect("from").bottom(), message.rect("body").y);
            EXPECT_LT(message.box("message").sign.right(), message.rect("subject").x);
        }
    }
}

TEST(Message, the_band_of_an_email_is_behind_its_head_and_the_bubble_of_an_sms_behind_its_words) {
    Message email(Look::email), sms(Look::sms);
    for (const float width : kWidths) {
        email.at(width);
        sms.at(width);
        EXPECT_TRUE(is_inside(email.rect("from"), email.box("message").control));
        EXPECT_FALSE(overlap(email.rect("body"), email.box("message").control));
        EXPECT_TRUE(is_inside(sms.rect("body"), sms.box("message").control));
        EXPECT_TRUE(is_inside(sms.box("message").control, sms.rect("message")));
        EXPECT_FALSE(overlap(sms.rect("from"), sms.box("message").control));
    }
}

TEST(Message, a_short_sms_has_a_small_bubble) {
    Laid page;
    const auto sms = page.builder.group(page.main, Look::sms, Role::group, "sms");
    page.builder.paragraph(sms, "156", Look::small);
    page.builder.paragraph(sms, "Ok.");
    page.at(360);
    EXPECT_LT(page.box("sms").control.w, 100);
}

TEST(Message, without_words_or_without_a_head_is_laid_out_all_the_same) {
    for (const Look look : {Look::email, Look::sms}) {
        Laid page;
        page.builder.group(page.main, look, Role::group, "empty");
        const auto only_words = page.builder.group(page.main, look, Role::group, "words");
        page.builder.paragraph(only_words, "Olá");
        page.at(320);
        EXPECT_FALSE(overlap(page.rect("empty"), page.rect("words")));
        EXPECT_TRUE(is_inside(page.rect("words"), page.rect("main")));
    }
}

// ---------------------------------------------------------------- fields

float first_letter(const Box& box) { return box.lines.front().x - box.rect.x; }

TEST(LineInput, with_a_size_is_wide_enough_for_its_digits_and_no_wider_than_the_room) {
    Laid page;
    for (const std::uint8_t digits : std::initializer_list<std::uint8_t>{1, 2, 4, 11, 255}) {
        page.builder.add(page.main, {.id = std::to_string(digits),
                                     .role = Role::line_input,
                                     .value = std::string(digits, '8'),
                                     .size = digits});
    }
    for (const float width : kWidths) {
        page.at(width);
        for (const char* id : {"1", "2", "4", "11"}) {
            EXPECT_EQ(page.box(id).lines.front().text, std::string(std::stoul(id), '8')) << "nothing is cut";
            EXPECT_LT(page.rect(id).w, 250) << id;
            EXPECT_GE(page.rect(id).w, kTarget);
        }
        EXPECT_LT(page.rect("2").w, page.rect("4").w);
        EXPECT_EQ(page.rect("255").w, room_of(width));
    }
}

TEST(LineInput, a_prefix_stands_in_the_field_and_what_is_typed_after_it) {
    Laid page;
    page.builder.add(page.main, {.id = "plain", .role = Role::line_input, .value = "10,50"});
    page.builder.add(page.main,
                     {.id = "money", .role = Role::line_input, .value = "10,50", .size = 8, .prefix = "R$"});
    for (const float width : kWidths) {
        page.at(width);
        const Box& money = page.box("money");
        ASSERT_EQ(money.lines.size(), 2U);
        EXPECT_EQ(money.lines[0].text, "10,50");
        EXPECT_EQ(money.lines[1].text, "R$");
        EXPECT_EQ(money.lines[1].color, govbr().text_secondary);
        EXPECT_EQ(money.lines[1].x - money.rect.x, first_letter(page.box("plain")));
        EXPECT_GT(first_letter(money), first_letter(page.box("plain")) +
                                           FontMetrics::width(Weight::regular, "R$", govbr().size_base));
        EXPECT_EQ(money.lines[0].baseline, money.lines[1].baseline);
    }
}

TEST(LineInput, a_long_text_is_shown_from_its_start_and_ends_in_the_field) {
    Laid page;
    page.builder.add(page.main, {.id = "field",
                                 .role = Role::line_input,
                                 .value = "Rua das Palmeiras" + std::string(10'000, 'W'),
                                 .prefix = "R$"});
    page.at(360);
    const TextLine& line = page.box("field").lines.front();
    EXPECT_TRUE(line.text.starts_with("Rua das Palmeiras"));
    EXPECT_LE(line.x + FontMetrics::width(line.weight, line.text, line.size), page.rect("field").right() - 8);
}

struct Date : Laid {
    Date() {
        const auto set = builder.add(main, {.id = "set", .role = Role::form_group});
        builder.add(set, {.id = "legend", .role = Role::legend, .text = "Data de nascimento"});
        builder.add(set, {.id = "hint", .role = Role::hint, .text = "Por exemplo: 20 5 1980"});
        const auto row = builder.group(set, Look::input_row, Role::group, "row");
        const std::tuple<const char*, const char*, std::uint8_t> parts[] = {
            {"day", "Dia", 2}, {"month", "Mês", 2}, {"year", "Ano", 4}};
        for (const auto& [id, label, digits] : parts) {
            const auto one = builder.group(row, Look::plain, Role::group, std::string("block:") + id);
            builder.add(one,
                        {.id = std::string("label:") + id, .role = Role::label, .text = label, .target = id});
            builder.add(one, {.id = id, .role = Role::line_input, .size = digits});
        }
    }
};

TEST(InputRow, the_boxes_of_a_date_stand_side_by_side_on_every_screen_under_their_labels) {
    Date date;
    for (const float width : kWidths) {
        date.at(width);
        EXPECT_EQ(date.rect("day").y, date.rect("month").y);
        EXPECT_EQ(date.rect("day").y, date.rect("year").y);
        EXPECT_LE(date.rect("day").right() + govbr().space, date.rect("month").x);
        EXPECT_LE(date.rect("month").right() + govbr().space, date.rect("year").x);
        EXPECT_GT(date.rect("year").w, date.rect("day").w);
        for (const std::string id : {"day", "month", "year"}) {
            EXPECT_LE(date.rect("label:" + id).bottom(), date.rect(id).y);
            EXPECT_EQ(date.rect("label:" + id).x, date.rect(id).x);
            EXPECT_TRUE(is_inside(date.rect(id), date.rect("row")));
            EXPECT_GE(date.rect(id).h, kTarget);
            EXPECT_GE(date.rect(id).w, kTarget);
        }
        EXPECT_GT(date.rect("row").y, date.rect("hint").bottom());
    }
}

TEST(InputRow, wraps_where_its_boxes_need_more_room) {
    Laid page;
    const auto row = page.builder.group(page.main, Look::input_row, Role::group, "row");
    for (const std::string id : {"a", "b", "c", "d"}) {
        const auto one = page.builder.group(row, Look::plain, Role::group, "block:" + id);
        page.builder.add(one, {.role = Role::label, .text = "Complemento"});
        page.builder.add(one, {.id = id, .role = Role::line_input, .size = 8});
    }
    page.at(320);
    EXPECT_GT(page.rect("d").y, page.rect("a").bottom());
    for (const char* id : {"a", "b", "c", "d"}) EXPECT_TRUE(is_inside(page.rect(id), page.rect("row"))) << id;
    page.at(1280);
    EXPECT_EQ(page.rect("d").y, page.rect("a").y);
}

TEST(InputRow, a_label_of_two_lines_does_not_push_its_box_out_of_line) {
    Laid page;
    const auto row = page.builder.group(page.main, Look::input_row);
    for (const std::string id : {"a", "b"}) {
        const auto one = page.builder.group(row, Look::plain);
        page.builder.add(one, {.role = Role::label, .text = id == "a" ? "Dia" : "Mês\n(número)"});
        page.builder.add(one, {.id = id, .role = Role::line_input, .size = 2});
    }
    page.at(360);
    EXPECT_EQ(page.rect("a").y, page.rect("b").y);
}

}  // namespace
}  // namespace ensaio::view
