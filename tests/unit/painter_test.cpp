#include "view/painter.hpp"

#include <gtest/gtest.h>
#include <imgui.h>

#include <cstring>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "view/page_builder.hpp"

namespace ensaio::view {
namespace {

std::vector<char> bytes_of(const char* path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::string text_of(const char* path) {
    const std::vector<char> bytes = bytes_of(path);
    return {bytes.begin(), bytes.end()};
}

/// Dear ImGui without a window: what is painted stays in its vertices.
class Painter : public testing::Test {
protected:
    Painter() {
        ImGui::CreateContext();
        ImGuiIO& io = ImGui::GetIO();
        io.IniFilename = nullptr;
        io.BackendFlags |= ImGuiBackendFlags_RendererHasTextures;
        io.DeltaTime = 0.016F;
        fonts_ = load_fonts(std::as_bytes(std::span(regular_)), std::as_bytes(std::span(semibold_)));
    }
    ~Painter() override { ImGui::DestroyContext(); }

    std::vector<ImDrawVert> painted(const Page& page, const Boxes& boxes, const Attention& attention = {},
                                    float top = 0, float height = 0) {
        const float shown = height > 0 ? height : boxes.height;
        ImGui::GetIO().DisplaySize = {boxes.width, shown};
        std::vector<ImDrawVert> vertices;
        for (int frame = 0; frame < 2; ++frame) {  // glyphs not seen before are made in the first
            ImGui::NewFrame();
            ImDrawList& list = *ImGui::GetBackgroundDrawList();
            paint(page, boxes, theme_, fonts_, attention, top, shown, list);
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

    // The same faces as the subset that is shipped, before it is cut.
    std::vector<char> regular_ =
        bytes_of(ENSAIO_SOURCE_DIR "/build/toolchain/src/open-sans/OpenSans-Regular.ttf");
    std::vector<char> semibold_ =
        bytes_of(ENSAIO_SOURCE_DIR "/build/toolchain/src/open-sans/OpenSans-Semibold.ttf");
    Theme theme_ = Theme::read(text_of(ENSAIO_SOURCE_DIR "/assets/themes/govbr.json")).value();
    Fonts fonts_;
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

}  // namespace
}  // namespace ensaio::view
