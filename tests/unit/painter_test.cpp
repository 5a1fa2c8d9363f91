#include "view/painter.hpp"

#include <gtest/gtest.h>
#include <imgui.h>

#include <cstring>
#include <string>
#include <vector>

#include "canvas.hpp"
#include "view/page_builder.hpp"

namespace ensaio::view {
namespace {

/// What is painted stays in its vertices.
class Painter : public testing::Test {
protected:
    std::vector<ImDrawVert> painted(const Page& page, const Boxes& boxes, const Attention& attention = {},
                                    float top = 0, float height = 0) {
        const float shown = height > 0 ? height : boxes.height;
        ImGui::GetIO().DisplaySize = {boxes.width, shown};
        std::vector<ImDrawVert> vertices;
        for (int frame = 0; frame < 2; ++frame) {  // glyphs not seen before are made in the first
            ImGui::NewFrame();
            ImDrawList& list = *ImGui::GetBackgroundDrawList();
            paint(page, boxes, theme_, fonts_, attention, {0, top, boxes.width, shown}, top, 1, list);
            vertices.assign(list.VtxBuffer.begin(), list.VtxBuffer.end());
            ImGui::Render();
            for (ImTextureData* texture : ImGui::GetPlatformIO().Textures)
                texture->SetStatus(ImTextureStatus_OK);
        }
        return vertices;
    }
    std::vector<ImDrawVert> painted(const Page& page, float width = 360) {
        return painted(page, lay_out(page, width, 640, theme_));
    }

    Theme theme_ = Theme::read(trials::read_text("assets/themes/govbr.json")).value();
    trials::Canvas canvas_;
    const Fonts& fonts_ = canvas_.fonts();
};

Page form() {
    PageBuilder page("k", "t", "pt-BR");
    page.paragraph(kNoParent, "Protótipo para teste", Look::notice);
    page.paragraph(page.group(kNoParent, Look::top_bar, Role::header), "Prefeitura", Look::strong);
    const auto main = page.group(kNoParent, Look::column, Role::main);
    page.add(main, {.id = "back", .role = Role::link, .look = Look::back_link, .text = "Voltar"});
    page.heading(page.group(main, Look::error_panel, Role::alert), 2, "Há um problema");
    page.heading(main, 1, "Conte como é o veículo");
    const auto block = page.group(main, Look::field_block);
    page.add(block, {.role = Role::label, .text = "Cor"});
    page.add(block, {.role = Role::error, .text = "Escreva a cor"});
    page.add(block, {.id = "cor", .role = Role::line_input, .value = "azul", .invalid = true});
    page.add(main, {.id = "sim", .role = Role::radio, .text = "Sim", .checked = true});
    page.add(main, {.id = "aceito", .role = Role::checkbox, .text = "Aceito", .checked = true});
    page.add(main, {.id = "tipo", .role = Role::drop_down, .choices = {{"", "Escolha"}}});
    page.add(main, {.id = "foto", .role = Role::file_input, .text = "Escolher fotos"});
    page.button(main, "go", "Continuar", Look::primary);
    page.paragraph(page.group(kNoParent, Look::plain, Role::footer), "Não é um serviço oficial");
    return std::move(page).take();
}

const Box& box_of(const Page& page, const Boxes& boxes, std::string_view id) {
    std::size_t i = 0;
    while (page.nodes[i].id != id) ++i;
    return boxes.boxes[i];
}

int vertices_in(const std::vector<ImDrawVert>& vertices, const Rect& rect, Color color) {
    const ImU32 wanted = IM_COL32(color.r, color.g, color.b, 255);
    int count = 0;
    for (const ImDrawVert& vertex : vertices)
        count += vertex.col == wanted && rect.contains(vertex.pos.x, vertex.pos.y) ? 1 : 0;
    return count;
}

bool same(const std::vector<ImDrawVert>& a, const std::vector<ImDrawVert>& b) {
    return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(ImDrawVert)) == 0;
}

TEST_F(Painter, stars_are_filled_up_to_the_chosen_one) {
    PageBuilder page("k", "t", "pt-BR");
    const auto row = page.group(kNoParent, Look::scale_row);
    for (const std::string id : {"1", "2", "3"}) {
        page.add(row, {.id = id,
                       .role = Role::radio,
                       .look = id < "3" ? Look::star_filled : Look::star_empty,
                       .text = id});
    }
    const Page stars = std::move(page).take();
    const Boxes boxes = lay_out(stars, 360, 640, theme_);
    const auto vertices = painted(stars, boxes);
    const auto inked = [&](const char* id, Color color) {
        return vertices_in(vertices, box_of(stars, boxes, id).rect, color);
    };
    for (const char* id : {"1", "2"}) {
        EXPECT_GT(inked(id, theme_.interactive), 0) << id;
        EXPECT_EQ(inked(id, theme_.text_secondary), 0) << id;
    }
    EXPECT_EQ(inked("3", theme_.interactive), 0);
    EXPECT_GT(inked("3", theme_.text_secondary), 0);
    EXPECT_TRUE(box_of(stars, boxes, "1").lines.empty());  // the star stands for the number
}

TEST_F(Painter, the_metrics_of_the_layout_are_those_of_the_glyphs) {
    ImGui::GetIO().DisplaySize = {360, 640};
    ImGui::NewFrame();
    for (const std::string text :
         {"Remoção de veículo abandonado", "ÀÉÎÕÜ çãõ 0123456789 – “aspas” €", "iiiiWWWW"}) {
        for (const float size : {15.0F, 17.0F, 24.0F, 36.0F}) {
            EXPECT_NEAR(fonts_.regular->CalcTextSizeA(size, 1e6F, 0, text.c_str()).x,
                        FontMetrics::width(Weight::regular, text, size), 0.05F);
            EXPECT_NEAR(fonts_.semibold->CalcTextSizeA(size, 1e6F, 0, text.c_str()).x,
                        FontMetrics::width(Weight::semibold, text, size), 0.05F);
        }
    }
    ImGui::Render();
}

TEST_F(Painter, letters_stand_on_their_baseline) {
    PageBuilder builder("k", "t", "pt-BR");
    builder.add(kNoParent, {.id = "text", .role = Role::paragraph, .text = "HHH"});
    const Page page = std::move(builder).take();
    const Boxes boxes = lay_out(page, 360, 640, theme_);
    const TextLine& line = boxes.boxes[0].lines.front();
    float top = 1e6F, bottom = 0;
    for (const ImDrawVert& vertex : painted(page, boxes)) {
        top = std::min(top, vertex.pos.y);
        bottom = std::max(bottom, vertex.pos.y);
    }
    EXPECT_NEAR(bottom, line.baseline, 1);
    EXPECT_NEAR(top, line.baseline - 0.714F * line.size, 1.5F);  // height of Open Sans' capitals
}

TEST_F(Painter, every_box_with_words_has_them_painted_inside) {
    const Page page = form();
    const Boxes boxes = lay_out(page, 360, 640, theme_);
    const auto vertices = painted(page, boxes);
    for (const Box& box : boxes.boxes) {
        if (box.lines.empty()) continue;
        EXPECT_GT(vertices_in(vertices, box.rect, box.lines.front().color), 0) << page.nodes[box.node].text;
    }
}

TEST_F(Painter, nothing_is_painted_outside_the_page) {
    const Page page = form();
    for (const float width : {320.0F, 360.0F, 1280.0F}) {
        const Boxes boxes = lay_out(page, width, 640, theme_);
        for (const char* focused : {"cor", "sim", "go", "back"}) {
            for (const ImDrawVert& vertex :
                 painted(page, boxes, {.focused = focused, .focus_visible = true, .hovered = "sim"})) {
                ASSERT_GE(vertex.pos.x, -1);  // the soft edge of a shape is half a pixel wide
                ASSERT_GE(vertex.pos.y, -1);
                ASSERT_LE(vertex.pos.x, boxes.width + 1);
                ASSERT_LE(vertex.pos.y, boxes.height + 1);
            }
        }
    }
}

TEST_F(Painter, an_unchanged_page_is_painted_with_the_same_bytes) {
    const Page page = form();
    EXPECT_TRUE(same(painted(page), painted(page)));
}

TEST_F(Painter, what_has_changed_is_painted_otherwise) {
    const Page page = form();
    Page other = page;
    for (Node& node : other.nodes) node.checked = false;
    EXPECT_FALSE(same(painted(page), painted(other)));
    const Boxes boxes = lay_out(page, 360, 640, theme_);
    for (const char* id : {"go", "sim", "aceito", "foto", "tipo", "back"}) {
        EXPECT_FALSE(same(painted(page, boxes), painted(page, boxes, {.hovered = id}))) << id;
    }
    EXPECT_FALSE(same(painted(page, boxes, {.hovered = "go"}),
                      painted(page, boxes, {.hovered = "go", .pressed = "go"})));
}

TEST_F(Painter, a_message_without_a_line_around_it_has_no_trace_of_one) {
    PageBuilder builder("k", "t", "pt-BR");
    builder.paragraph(builder.group(kNoParent, Look::error_panel, Role::alert, "panel"), "Texto");
    const Page page = std::move(builder).take();
    const Boxes boxes = lay_out(page, 360, 640, theme_);
    const Rect panel = box_of(page, boxes, "panel").rect;
    const Rect right_half{panel.x + panel.w / 2, panel.y - 1, panel.w / 2 + 1,
                          panel.h + 2};  // without its sign
    ASSERT_EQ(theme_.edge_width, 0);
    EXPECT_EQ(vertices_in(painted(page, boxes), right_half, theme_.danger), 0);
    theme_.edge_width = 1;
    EXPECT_GT(vertices_in(painted(page, boxes), right_half, theme_.danger), 0);
}

TEST_F(Painter, the_focus_ring_is_drawn_only_for_the_keyboard) {
    const Page page = form();
    const Boxes boxes = lay_out(page, 360, 640, theme_);
    const Rect button = box_of(page, boxes, "go").rect;
    const Rect around{button.x - 8, button.y - 8, button.w + 16, button.h + 16};
    EXPECT_GT(
        vertices_in(painted(page, boxes, {.focused = "go", .focus_visible = true}), around, theme_.focus), 0);
    EXPECT_EQ(vertices_in(painted(page, boxes, {.focused = "go"}), around, theme_.focus), 0);
}

TEST_F(Painter, a_field_in_error_has_a_frame_of_danger) {
    const Page page = form();
    const Boxes boxes = lay_out(page, 360, 640, theme_);
    EXPECT_GT(vertices_in(painted(page, boxes), box_of(page, boxes, "cor").rect, theme_.danger), 0);
}

TEST_F(Painter, the_text_of_the_field_being_edited_is_left_to_the_page) {
    const Page page = form();
    const Boxes boxes = lay_out(page, 360, 640, theme_);
    const Rect field = box_of(page, boxes, "cor").rect;
    const Rect inside{field.x + 8, field.y + 8, field.w - 16, field.h - 16};
    EXPECT_GT(vertices_in(painted(page, boxes, {.focused = "cor"}), inside, theme_.text), 0);
    EXPECT_EQ(vertices_in(painted(page, boxes, {.focused = "cor", .editing = true}), inside, theme_.text), 0);
}

TEST_F(Painter, a_part_of_the_page_is_painted_where_it_stands) {
    const Page page = form();
    const Boxes boxes = lay_out(page, 360, 640, theme_);
    const Rect button = box_of(page, boxes, "go").rect;
    const float top = button.y - 20;
    const auto vertices = painted(page, boxes, {}, top, 100);
    EXPECT_GT(vertices_in(vertices, {button.x, 20, button.w, button.h}, theme_.interactive), 0);
    EXPECT_LT(vertices.size(), painted(page, boxes).size() / 2);
}

/// A picture with a hotspot, a field with a prefix, steps and messages.
Page last_screens() {
    PageBuilder page("k", "t", "pt-BR");
    const auto main = page.group(kNoParent, Look::column, Role::main);
    const auto image = page.add(main, {.id = "image",
                                       .role = Role::image,
                                       .text = "Tela do aplicativo",
                                       .value = "tela",
                                       .width = 300,
                                       .height = 200});
    page.add(image, {.id = "spot",
                     .role = Role::button,
                     .text = "Fazer o pedido",
                     .place_x = 50,
                     .place_y = 100,
                     .place_w = 200,
                     .place_h = 60});
    page.add(main, {.id = "value", .role = Role::line_input, .value = "10,50", .size = 8, .prefix = "R$"});
    const auto steps = page.group(main, Look::plain, Role::ordered_list);
    for (const Look look : {Look::step_done, Look::step_current, Look::step_waiting, Look::step_none})
        page.add(steps, {.role = Role::list_item, .look = look, .text = "Vistoria"});
    for (const Look look : {Look::email, Look::sms}) {
        const auto message = page.group(main, look);
        page.heading(message, 2, "Pedido recebido");
        page.paragraph(message, "Guarde o número.");
    }
    return std::move(page).take();
}

TEST_F(Painter, a_picture_is_painted_with_its_texture_where_it_lies) {
    const Page page = last_screens();
    const Boxes boxes = lay_out(page, 360, 640, theme_);
    const Rect image = box_of(page, boxes, "image").rect;
    const Picture pictures[] = {{"other", 5}, {"tela", 7}};
    ImGui::GetIO().DisplaySize = {boxes.width, boxes.height};
    ImGui::NewFrame();
    ImDrawList& list = *ImGui::GetBackgroundDrawList();
    paint(page, boxes, theme_, fonts_, {.pictures = pictures}, {0, 0, boxes.width, boxes.height}, 0, 1, list);
    int painted = 0;
    for (const ImDrawCmd& command : list.CmdBuffer) {
        if (command.TexRef._TexData != nullptr || command.TexRef._TexID != 7) continue;
        for (unsigned i = 0; i < command.ElemCount; ++i) {
            const ImDrawVert& corner =
                list.VtxBuffer[static_cast<int>(list.IdxBuffer[static_cast<int>(command.IdxOffset + i)])];
            EXPECT_TRUE(corner.pos.x == image.x || corner.pos.x == image.right());
            EXPECT_TRUE(corner.pos.y == image.y || corner.pos.y == image.bottom());
            ++painted;
        }
    }
    EXPECT_EQ(painted, 6) << "two triangles";
    ImGui::Render();
}

TEST_F(Painter, the_words_of_a_picture_and_of_its_hotspots_stand_for_one_that_cannot_be_shown) {
    const Page page = last_screens();
    const Boxes boxes = lay_out(page, 360, 640, theme_);
    const Rect image = box_of(page, boxes, "image").rect, spot = box_of(page, boxes, "spot").control;
    const Picture refused[] = {{"tela", 0}}, shown[] = {{"tela", 7}};
    const auto words = [&](const std::vector<ImDrawVert>& vertices) {
        return vertices_in(vertices, image, theme_.text_secondary);
    };
    const auto name = [&](const std::vector<ImDrawVert>& vertices) {
        return vertices_in(vertices, spot, theme_.interactive);
    };
    EXPECT_GT(words(painted(page, boxes, {.pictures = refused})), 0);
    EXPECT_GT(name(painted(page, boxes, {.pictures = refused})), 0);
    for (const Attention& attention : {Attention{}, Attention{.pictures = shown}}) {
        EXPECT_EQ(words(painted(page, boxes, attention)), 0) << "it has come, or may still come";
        EXPECT_EQ(name(painted(page, boxes, attention)), 0) << "the picture shows its buttons itself";
    }
}

TEST_F(Painter, the_focus_on_a_picture_is_a_light_and_a_dark_ring) {
    const Page page = last_screens();
    const Boxes boxes = lay_out(page, 360, 640, theme_);
    const Rect spot = box_of(page, boxes, "spot").control;
    const Rect around{spot.x - 12, spot.y - 12, spot.w + 24, spot.h + 24};
    const auto vertices = painted(page, boxes, {.focused = "spot", .focus_visible = true});
    EXPECT_GT(vertices_in(vertices, around, {255, 255, 255}), 0);
    EXPECT_GT(vertices_in(vertices, around, {0, 0, 0}), 0);
}

TEST_F(Painter, a_mark_is_painted_with_its_tip_at_its_place) {
    Page page = last_screens();
    const Boxes boxes = lay_out(page, 360, 640, theme_);
    page.nodes[1].mark_x = 150;
    page.nodes[1].mark_y = 90;
    const Rect image = boxes.boxes[1].rect;
    const float x = image.x + 150 * image.w / 300, y = image.y + 90 * image.w / 300;
    const auto vertices = painted(page, boxes);
    EXPECT_GT(vertices_in(vertices, {x - 12, y - 40, 24, 40}, theme_.danger), 0);
    EXPECT_EQ(vertices_in(vertices, {image.x, y + 1, image.w, image.bottom() - y}, theme_.danger), 0);
}

TEST_F(Painter, the_prefix_of_a_field_stays_while_it_is_edited) {
    const Page page = last_screens();
    const Boxes boxes = lay_out(page, 360, 640, theme_);
    const Rect field = box_of(page, boxes, "value").rect;
    const auto editing = painted(page, boxes, {.focused = "value", .editing = true});
    EXPECT_GT(vertices_in(editing, field, theme_.text_secondary), 0);
    const Rect inside{field.x + 4, field.y + 4, field.w - 8, field.h - 8};
    EXPECT_EQ(vertices_in(editing, inside, theme_.text), 0);
}

TEST_F(Painter, the_state_of_a_step_is_told_by_more_than_a_colour) {
    const auto count = [&](Look look) {
        PageBuilder builder("k", "t", "pt-BR");
        const auto list = builder.group(kNoParent, Look::plain, Role::ordered_list);
        builder.add(list, {.role = Role::list_item, .look = look, .text = "Vistoria"});
        return painted(std::move(builder).take()).size();
    };
    EXPECT_NE(count(Look::step_done), count(Look::step_current)) << "a check and a number";
    EXPECT_NE(count(Look::step_current), count(Look::step_waiting)) << "filled and framed";
}

TEST_F(Painter, pictures_steps_and_messages_stay_within_the_page) {
    const Page page = last_screens();
    const Picture refused[] = {{"tela", 0}};
    for (const float width : {320.0F, 360.0F, 1280.0F}) {
        const Boxes boxes = lay_out(page, width, 640, theme_);
        for (const char* focused : {"spot", "value"}) {
            for (const ImDrawVert& vertex : painted(
                     page, boxes,
                     {.focused = focused, .focus_visible = true, .hovered = "spot", .pictures = refused})) {
                ASSERT_GE(vertex.pos.x, -1);
                ASSERT_LE(vertex.pos.x, boxes.width + 1);
            }
        }
    }
}

}  // namespace
}  // namespace ensaio::view
