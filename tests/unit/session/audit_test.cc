#include "report/audit.h"

#include <gtest/gtest.h>

#include "base/file_system_memory.h"

namespace umake {
namespace {

TEST(AuditTest, WritesJsonStrings) {
  EXPECT_EQ(json_string("a b"), "\"a b\"");
  EXPECT_EQ(json_string("\"\\\n\x1f"), "\"\\\"\\\\\\u000a\\u001f\"");
  EXPECT_EQ(json_string("\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80"),
            "\"\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80\"");
  // A lone continuation, one that ends too early, an overlong form, a surrogate, one beyond the end.
  EXPECT_EQ(json_string("\x80"), "\"\\ufffd\"");
  EXPECT_EQ(json_string("\xe2\x82"), "\"\\ufffd\\ufffd\"");
  EXPECT_EQ(json_string("\xc0\xaf"), "\"\\ufffd\\ufffd\"");
  EXPECT_EQ(json_string("\xed\xa0\x80"), "\"\\ufffd\\ufffd\\ufffd\"");
  EXPECT_EQ(json_string("\xf4\x90\x80\x80"), "\"\\ufffd\\ufffd\\ufffd\\ufffd\"");
}

TEST(AuditTest, SortsByPlaceAndLeavesOutWhatComesTwice) {
  SymbolTable symbols;
  MemoryFileSystem files;
  Database database(symbols, files);
  const auto target = [&](const char* name, uint32_t line) {
    const TargetId id = database.targets.enter(symbols.intern(name));
    Recipe recipe;
    recipe.where = {symbols.intern("Makefile"), line};
    database.recipes.push_back(recipe);
    database.targets[id].recipe = &database.recipes.back();
    return id;
  };
  const TargetId late = target("late", 9);
  const TargetId early = target("early", 2);
  using Kind = AuditFinding::Kind;
  const std::vector<AuditFinding> findings = {{late, Kind::kInput, "h", {}},
                                              {early, Kind::kEdge, "late", late},
                                              {early, Kind::kEdge, "late", late},
                                              {early, Kind::kOutput, "log", {}}};
  EXPECT_EQ(audit_report(database, findings, Switches::Audit::kText, "umake"),
            "umake: Makefile:2: 'early' reads 'late', which another recipe makes and which is no "
            "prerequisite of it\n"
            "umake: Makefile:2: 'early' also makes 'log', which is no target of its rule\n"
            "umake: Makefile:9: 'late' reads 'h', which is no prerequisite of it\n");
  EXPECT_EQ(audit_report(database, {findings[1]}, Switches::Audit::kJson, "umake"),
            "{\"makefile\":\"Makefile\",\"line\":2,\"target\":\"early\",\"kind\":\"edge\","
            "\"path\":\"late\",\"maker\":\"late\"}\n");
  EXPECT_EQ(audit_report(database, {}, Switches::Audit::kJson, "umake"), "");
}

}  // namespace
}  // namespace umake
