// Tells in a few comparisons that no implicit rule makes a file, as is so for every source and
// header.
//
// A full search asks for each file that could lead to the name, over chains of rules: dozens for a
// source, hundreds for a depfile. Here names of one directory and one extension share a
// DeadEndPlan, and the plan's files are compared with the directory's listing once, all of one form
// at a time; what is left for a single name is nothing, or those few forms that do occur.
//
// A plan costs as much as a search, and most makes ask for one name only, the makefile's: for the
// first names of all it is enough, with rules like the built-in ones, that no other file's
// name begins as theirs does.
//
// What a search leaves behind is kept too: a file that was looked for in vain, over a chain, is
// impossible for later searches (DirectoryCache), even when it becomes known meanwhile. No such
// file matters before it is known, so it is marked when it becomes known: see arrive(). Owned by
// ImplicitSearch; coordinator thread only.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "graph/database.h"
#include "graph/dead_end_plan.h"

namespace umake {

class DeadEnds {
 public:
  explicit DeadEnds(Database& database) : database_(database), planner_(database) {}

  // Takes in the targets that were entered since the last call, and that commands have run. To be
  // called before each search.
  void catch_up();
  // True: the search for `name` finds no rule, and need not be made. False: it may find one.
  bool holds(Symbol name);

 private:
  struct Bucket {
    uint32_t extension = 0;
    std::vector<std::string_view> names;
  };
  struct Directory;
  // What a plan found in a directory.
  struct Finding {
    std::shared_ptr<const DeadEndPlan> plan;
    std::string_view directory;
    std::string_view suffix;
    uint32_t name_class = 0;
    bool current = false;  // `present` is up to date, unless a listing has changed
    uint64_t age = 0;      // as in Directory
    std::vector<std::pair<Directory*, uint32_t>> seen;  // the directories looked into, and versions
    bool usable = false;
    std::vector<uint32_t> present;  // of the plan's files: those whose form occurs
    uint64_t extensions = 0;        // of the plan's files, as bits
  };
  struct Directory {
    std::string_view path;  // with its slash; empty for the working directory
    bool sorted = false;    // `buckets` hold the listing and `known`
    uint64_t age = 0;       // DirectoryCache's, when the listing was last asked for
    uint32_t version = 0;   // of the listing
    std::vector<Symbol> known;
    std::vector<Bucket> buckets;
    std::vector<std::unique_ptr<Finding>> findings;  // by class of names
    bool plain = true;          // no character in it means anything to a pattern
    std::vector<Symbol> alone;  // what stands_alone() held for
  };

  struct NameClass {
    uint32_t id = 0;
    std::string_view suffix;  // the extension, where the class is one extension's
  };

  void enter(Symbol symbol);
  NameClass class_of(std::string_view name);
  Directory& directory(std::string_view path);
  uint32_t extension_of(std::string_view name);
  uint32_t extension_id(std::string_view text);
  void forget_listings();
  void sort(Directory& directory);
  bool unchanged(Finding& finding);
  void put(Directory& directory, std::string_view name);
  Finding& finding(Directory& directory, std::string_view suffix, uint32_t name_class);
  void set_plan(Finding& finding, bool without_common);
  std::shared_ptr<const DeadEndPlan> finish(DeadEndPlan plan);
  bool common_occur(Finding& finding, const std::vector<Directory*>& places);
  std::vector<Directory*> open_places(const Finding& finding);
  void evaluate(Finding& finding);
  static bool occurs(const DeadEndPlan::File& file, const Directory& directory);
  bool is_there(const Finding& finding, const DeadEndPlan::File& file, std::string_view stem);
  void arrive(Directory& directory, std::string_view name, Symbol symbol);
  bool stands_alone(Directory& directory, std::string_view name);
  bool any_begins(Directory& directory, std::string_view prefix, std::string_view suffix,
                  std::string_view except);
  void plan_for_alone(Directory& directory, std::string_view newcomer);
  bool hold(Symbol symbol);
  void forget_plans();
  uint64_t rules_version() const;
  static void append_place(const DeadEndPlan::Place& place, std::string_view directory,
                           std::string& out);

  Database& database_;
  DeadEndPlanner planner_;
  uint32_t caught_up_ = 0;  // targets taken in
  uint64_t made_for_ = 0;   // rules_version() of the plans
  uint64_t age_ = 0;        // of the listings taken in
  std::unordered_map<std::string_view, Directory> directories_;
  Directory* last_ = nullptr;  // the one asked for last
  std::unordered_map<std::string_view, uint32_t> extensions_;
  std::string_view last_extension_;
  uint32_t last_extension_id_ = 0;
  // By class of names and variant.
  std::unordered_map<uint32_t, std::shared_ptr<const DeadEndPlan>> shared_plans_;
  std::vector<Finding*> findings_;
  size_t alone_ = 0;        // how many names were found to stand alone
  std::vector<bool> held_;  // by symbol: holds() was true
  std::string scratch_;
};

}  // namespace umake
