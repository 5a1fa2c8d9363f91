#include "analytics/worksheet_formula.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace {

using namespace ensaio;
using analytics::FormulaError;
using analytics::FormulaValue;
using analytics::Single;

/// {x}: 3; {t}: "abc"; {blank}; {list:}: 4, "", 1, blank, 4; {words:}: "a", "b", "a", "", "c".
FormulaValue refer(std::string_view name) {
    if (name == "x") return {.items = {3.0}};
    if (name == "t") return {.items = {std::string("abc")}};
    if (name == "blank") return {.items = {Single()}};
    if (name == "list:") return {.items = {4.0, std::string(), 1.0, Single(), 4.0}, .is_array = true};
    if (name == "words:")
        return {
            .items = {std::string("a"), std::string("b"), std::string("a"), std::string(), std::string("c")},
            .is_array = true};
    return {};
}

std::string told(std::string_view formula) {
    const FormulaValue value = analytics::compute(formula, refer);
    if (value.items.empty()) return "nothing";
    const Single& single = value.items.front();
    if (const auto* number = std::get_if<double>(&single)) return std::to_string(*number);
    if (const auto* text = std::get_if<std::string>(&single)) return *text;
    if (const auto* truth = std::get_if<bool>(&single)) return *truth ? "TRUE" : "FALSE";
    if (const auto* error = std::get_if<FormulaError>(&single)) return error->code;
    return "blank";
}

TEST(WorksheetFormula, binds_operators_as_spreadsheets_do) {
    EXPECT_EQ(told("1+2*3^2"), "19.000000");
    EXPECT_EQ(told("(1+2)*3"), "9.000000");
    EXPECT_EQ(told("7-2-1"), "4.000000");
    EXPECT_EQ(told("-{x}+1"), "-2.000000");
    EXPECT_EQ(told("\"a\"&1+1&\"b\""), "a2b");
    EXPECT_EQ(told("1+1=2"), "TRUE");
    EXPECT_EQ(told("\"diz \"\"sim\"\"\""), "diz \"sim\"");
}

TEST(WorksheetFormula, a_blank_cell_is_zero_and_empty_text) {
    EXPECT_EQ(told("{blank}+1"), "1.000000");
    EXPECT_EQ(told("{blank}=\"\""), "TRUE");
    EXPECT_EQ(told("{blank}=0"), "TRUE");
    EXPECT_EQ(told("IF({blank}>0,1,2)"), "2.000000");
}

TEST(WorksheetFormula, text_is_larger_than_any_number_and_no_number_itself) {
    EXPECT_EQ(told("{t}>1000"), "TRUE");
    EXPECT_EQ(told("{t}+1"), "#VALUE!");
    EXPECT_EQ(told("{t}=\"ABC\""), "TRUE");
}

TEST(WorksheetFormula, counts_and_sums_only_numbers) {
    EXPECT_EQ(told("COUNT({list:})"), "3.000000");
    EXPECT_EQ(told("SUM({list:})"), "9.000000");
    EXPECT_EQ(told("AVERAGE({list:})"), "3.000000");
    EXPECT_EQ(told("MEDIAN({list:})"), "4.000000");
    EXPECT_EQ(told("SMALL({list:},1)"), "1.000000");
    EXPECT_EQ(told("MAX({list:})-MIN({list:})"), "3.000000");
}

TEST(WorksheetFormula, takes_columns_element_by_element) {
    EXPECT_EQ(told("SUMPRODUCT(({words:}=\"a\")*1)"), "2.000000");
    EXPECT_EQ(told("SUMPRODUCT(({words:}=\"a\")*1,{list:})"), "5.000000");
    EXPECT_EQ(told("SUMPRODUCT(ISNUMBER({list:})*({list:}>=4))"), "2.000000");
    EXPECT_EQ(told("SUM(IF({words:}=\"b\",10,1))"), "14.000000");
    EXPECT_EQ(told("INDEX({words:},MATCH(1,{list:},0))"), "a");
}

TEST(WorksheetFormula, equal_numbers_have_the_same_place) {
    EXPECT_EQ(told("RANK(4,{list:})"), "1.000000");
    EXPECT_EQ(told("RANK(1,{list:})"), "3.000000");
    EXPECT_EQ(told("RANK(2,{list:})"), "#N/A");
}

TEST(WorksheetFormula, errors_go_on_until_somebody_catches_them) {
    EXPECT_EQ(told("1/0"), "#DIV/0!");
    EXPECT_EQ(told("1+1/0"), "#DIV/0!");
    EXPECT_EQ(told("SQRT(-1)"), "#NUM!");
    EXPECT_EQ(told("IFERROR(MATCH(7,{list:},0),\"\")"), "");
    EXPECT_EQ(told("IF(1=1,5,1/0)"), "5.000000");
    EXPECT_EQ(told("{nowhere}"), "#REF!");
}

TEST(WorksheetFormula, what_is_no_formula_is_an_error_and_nothing_worse) {
    for (const char* text : {"", "(", ")", "1+", "IF(1", "IF(1,2)", "NOSUCH(1)", "\"open", "{open", "1 2",
                             "a", ",", "SUM()", "MATCH(1,{list:})"})
        EXPECT_EQ(told(text), "#VALUE!") << text;
    EXPECT_EQ(told(std::string(100'000, '(')), "#VALUE!");
    EXPECT_EQ(told(std::string(100'000, '-') + "1"), "#VALUE!");
}

TEST(WorksheetFormula, its_functions_are_told_in_order) {
    EXPECT_TRUE(std::ranges::is_sorted(analytics::formula_functions()));
}

TEST(WorksheetEvaluate, a_circle_is_an_error_and_ends) {
    using analytics::Formula;
    analytics::Table table{.key = "t", .title = {}, .note = {}, .columns = {}, .rows = {}};
    table.columns = {{.key = "t.a", .header = "a"}, {.key = "t.b", .header = "b"}};
    table.rows = {{Formula{"={t.b}+1"}, Formula{"={t.a}+1"}}};
    analytics::Worksheet worksheet{.language = "pt-BR",
                                   .sheets = {{.key = "s", .name = "s", .about = {}, .tables = {table}}}};
    analytics::evaluate(worksheet);
    EXPECT_EQ(std::get<std::string>(std::get<Formula>(worksheet.table("t")->rows[0][0]).value), "#REF!");
}

}  // namespace
