// State on a real disk: processes that share it, die over it, or find it damaged or full.
#include "runtime/freshness/persistent_state.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "tests/unit/runtime/freshness_build.h"

namespace umake {
namespace {

class PersistentStateTest : public testing::Test {
 protected:
  PersistentStateTest() : diagnostics_(output_, symbols_, "umake", 0) {}

  std::unique_ptr<PersistentState> store(bool writable = true) {
    return std::make_unique<PersistentState>(cache_.path(), "/work", diagnostics_, writable);
  }
  static void add(PersistentState& store, const std::string& target, uint64_t number) {
    DirectoryState& state = *store.open();
    const PathId input = state.intern("input of " + target);
    state.set_digest(input, number, {number, number}, false);
    const ObservationId seen = state.observe(input, {number, number}, 0);
    Record record;
    record.key.path = state.intern(target);
    record.own = {number, number};
    store.journal().mark(record.key.path);
    store.write_journal();
    const RecordId id = state.put_record(record, {&seen, 1});
    store.journal().record(state.record(id));
    store.journal().end(record.key.path);
    store.write_journal();
  }
  static bool has(PersistentState& store, const std::string& target, uint64_t number) {
    DirectoryState& state = *store.open();
    RecordKey key;
    key.path = state.find(target);
    if (key.path == kNone) return false;
    const RecordId id = state.find_record(key);
    return id != kNone && state.record(id).own == Digest{number, number};
  }
  std::string directory() const { return cache_.path() + "/state-2/" + digest_of("/work").hex(); }
  std::string records() const { return directory() + "/records"; }
  size_t files_there() const {
    size_t count = 0;
    for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator(directory())) {
      ++count;
    }
    return count;
  }

  SymbolTable symbols_;
  CollectedOutput output_;
  Diagnostics diagnostics_;
  TemporaryDirectory cache_;
};

TEST_F(PersistentStateTest, ComesBack) {
  auto first = store();
  add(*first, "t", 1);
  first->flush();
  EXPECT_TRUE(has(*store(), "t", 1));
  EXPECT_EQ(files_there(), 2u);  // records and lock: no journal is left
  EXPECT_EQ(output_.stderr_text, "");
}

TEST_F(PersistentStateTest, FilesAreTheUsersOwn) {
  auto first = store();
  add(*first, "t", 1);
  first->flush();
  struct stat info;
  ASSERT_EQ(::stat(records().c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0600u);
  ASSERT_EQ(::stat(directory().c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0700u);
}

TEST_F(PersistentStateTest, GrowsByDeltasAndIsFoldedWhenTheyAreMany) {
  uint64_t largest = 0;
  for (uint64_t round = 0; round < 60; ++round) {
    auto process = store();
    for (int i = 0; i < 50; ++i) add(*process, "t" + std::to_string(i), round);
    process->flush();
    largest = std::max<uint64_t>(largest, std::filesystem::file_size(records()));
  }
  EXPECT_LT(largest, 200'000u);
  auto last = store();
  for (int i = 0; i < 50; ++i) EXPECT_TRUE(has(*last, "t" + std::to_string(i), 59));
}

// A base that is large enough to be mapped, with deltas behind it; folded again while another umake
// has it mapped.
TEST_F(PersistentStateTest, LargeBasesAreMapped) {
  constexpr uint64_t kMany = 3000;
  const auto name = [](uint64_t at) { return "target" + std::to_string(at); };
  {
    const auto first = store();
    for (uint64_t at = 0; at < kMany; ++at) add(*first, name(at), at + 1);
    first->flush();
    add(*first, "late", 7);
    first->flush();
  }
  ASSERT_GT(std::filesystem::file_size(records()), 256u * 1024);
  const auto reader = store();
  EXPECT_TRUE(has(*reader, "late", 7));
  const auto writer = store();
  for (uint64_t at = 0; at < kMany; ++at) add(*writer, name(at), at + 2);
  writer->flush();
  for (uint64_t at = 0; at < kMany; at += 100) {
    EXPECT_TRUE(has(*reader, name(at), at + 1));
    EXPECT_TRUE(has(*writer, name(at), at + 2));
  }
  EXPECT_TRUE(reader->refresh());
  EXPECT_TRUE(has(*reader, name(5), 7));
}

TEST_F(PersistentStateTest, TwoAtOnceKeepBothsRecords) {
  for (const bool large : {false, true}) {
    auto one = store();
    auto two = store();
    one->open();
    two->open();
    add(*one, "one", 1 + large);
    add(*two, "two", 2 + large);
    for (int i = 0; large && i < 2000; ++i) {
      add(*one, "of one " + std::to_string(i), 1);
      add(*two, "of two " + std::to_string(i), 2);
    }
    one->flush();
    two->flush();
    auto after = store();
    EXPECT_TRUE(has(*after, "one", 1 + large));
    EXPECT_TRUE(has(*after, "two", 2 + large));
    EXPECT_EQ(has(*after, "of one 1999", 1), large);
    EXPECT_EQ(has(*after, "of two 1999", 2), large);
  }
}

TEST_F(PersistentStateTest, RefreshSeesWhatAnInnerUmakeWrote) {
  auto outer = store();
  outer->open();
  auto inner = store();
  add(*inner, "small", 1);
  inner->flush();
  outer->refresh();
  EXPECT_TRUE(has(*outer, "small", 1));
  auto other = store();
  for (int i = 0; i < 2000; ++i) add(*other, "t" + std::to_string(i), 5);  // a new base
  other->flush();
  outer->refresh();
  EXPECT_TRUE(has(*outer, "t1999", 5));
  EXPECT_TRUE(has(*outer, "small", 1));
}

TEST_F(PersistentStateTest, RunningUmakesRecordsAreSeenTheirMarksAreNot) {
  auto outer = store();
  add(*outer, "done", 1);
  const PathId half = outer->open()->intern("half");
  outer->open()->mark_in_progress(half);
  outer->journal().mark(half);
  outer->write_journal();
  auto inner = store();
  EXPECT_TRUE(has(*inner, "done", 1));
  const PathId id = inner->open()->find("half");
  EXPECT_EQ(inner->open()->path(id).flags & PathEntry::kInProgress, 0u);
}

TEST_F(PersistentStateTest, KilledUmakesMarksAreFoundAndFoldedIn) {
  const pid_t child = ::fork();
  if (child == 0) {
    auto doomed = store();
    add(*doomed, "done", 1);
    const PathId half = doomed->open()->intern("half");
    doomed->open()->mark_in_progress(half);
    doomed->journal().mark(half);
    doomed->write_journal();
    ::kill(::getpid(), SIGKILL);
  }
  ::waitpid(child, nullptr, 0);
  const auto marked = [&](PersistentState& store) {
    const PathId id = store.open()->find("half");
    return id != kNone && (store.open()->path(id).flags & PathEntry::kInProgress) != 0;
  };
  auto looking = store(false);
  EXPECT_TRUE(marked(*looking));
  looking->flush();
  auto next = store();
  EXPECT_TRUE(marked(*next));
  EXPECT_TRUE(has(*next, "done", 1));
  next->flush();
  EXPECT_EQ(files_there(), 2u);
  auto third = store();
  EXPECT_TRUE(marked(*third));
  EXPECT_TRUE(has(*third, "done", 1));
  third->open()->end_progress(third->open()->find("half"));
  third->flush();
  EXPECT_FALSE(marked(*store()));
}

TEST_F(PersistentStateTest, DamageWarnsOnceAndIsMended) {
  for (const char* how : {"cut", "foreign", "flipped"}) {
    output_.stderr_text.clear();
    auto first = store();
    add(*first, "t", 1);
    first->flush();
    const uint64_t size = std::filesystem::file_size(records());
    if (*how == 'c') {
      std::filesystem::resize_file(records(), size - 5);
    } else {
      std::fstream file(records(), std::ios::in | std::ios::out | std::ios::binary);
      file.seekp(*how == 'f' && how[1] == 'o' ? 0 : static_cast<long>(size / 2));
      file << "something else";
    }
    auto next = store();
    EXPECT_FALSE(has(*next, "t", 1)) << how;
    EXPECT_NE(output_.stderr_text.find("is damaged"), std::string::npos) << how;
    add(*next, "u", 2);
    next->flush();
    output_.stderr_text.clear();
    EXPECT_TRUE(has(*store(), "u", 2)) << how;
    EXPECT_EQ(output_.stderr_text, "") << how;
    std::filesystem::remove_all(directory());
  }
}

TEST_F(PersistentStateTest, FullDiskWarnsOnceAndHarmsNothing) {
  auto first = store();
  add(*first, "t", 1);
  first->flush();
  struct rlimit before;
  ::getrlimit(RLIMIT_FSIZE, &before);
  const struct rlimit small = {std::filesystem::file_size(records()) + 30, before.rlim_max};
  auto next = store();
  next->open();
  ::setrlimit(RLIMIT_FSIZE, &small);
  for (int i = 0; i < 20; ++i) add(*next, "u" + std::to_string(i), 2);
  next->flush();
  ::setrlimit(RLIMIT_FSIZE, &before);
  EXPECT_NE(output_.stderr_text.find("umake: warning: "), std::string::npos);
  EXPECT_EQ(std::count(output_.stderr_text.begin(), output_.stderr_text.end(), '\n'), 1);
  next.reset();
  output_.stderr_text.clear();
  EXPECT_TRUE(has(*store(), "t", 1));
}

TEST_F(PersistentStateTest, FullDiskAtTheEndLeavesTheFileAsItWas) {
  auto first = store();
  add(*first, "t", 1);
  first->flush();
  const uint64_t size = std::filesystem::file_size(records());
  StateFiles files(cache_.path(), digest_of("/work").hex());
  struct rlimit before;
  ::getrlimit(RLIMIT_FSIZE, &before);
  const struct rlimit small = {size + 10, before.rlim_max};
  ::setrlimit(RLIMIT_FSIZE, &small);
  const bool appended = !files.append(std::string(100, 'x'));
  const bool replaced = !files.replace(std::string(size + 100, 'x'));
  ::setrlimit(RLIMIT_FSIZE, &before);
  EXPECT_FALSE(appended);
  EXPECT_FALSE(replaced);
  EXPECT_EQ(std::filesystem::file_size(records()), size);
  EXPECT_TRUE(has(*store(), "t", 1));
}

// Many processes, each killed or not, on one directory: those that ended well are remembered, and
// nothing is ever damaged.
TEST_F(PersistentStateTest, ManyProcessesSomeOfThemKilled) {
  constexpr int kProcesses = 8;
  constexpr int kRounds = 12;
  for (int round = 0; round < kRounds; ++round) {
    std::vector<pid_t> children;
    for (int i = 0; i < kProcesses; ++i) {
      const pid_t child = ::fork();
      if (child == 0) {
        auto process = store();
        for (int j = 0; j < 200; ++j) add(*process, "t" + std::to_string(i), 1000u * round + j);
        process->flush();
        ::_exit(output_.stderr_text.empty() ? 0 : 1);
      }
      children.push_back(child);
    }
    ::usleep(1000 * (round % 5));
    for (int i = 3; i < kProcesses; i += 4) ::kill(children[i], SIGKILL);
    for (int i = 0; i < kProcesses; ++i) {
      int status = 0;
      ::waitpid(children[i], &status, 0);
      if (i % 4 != 3) {
        EXPECT_EQ(status, 0) << round;
      }
    }
    auto after = store();
    for (int i = 0; i < kProcesses; ++i) {
      if (i % 4 != 3) {
        EXPECT_TRUE(has(*after, "t" + std::to_string(i), 1000u * round + 199));
      }
    }
    after->flush();
  }
  EXPECT_EQ(output_.stderr_text, "");
}

}  // namespace
}  // namespace umake
