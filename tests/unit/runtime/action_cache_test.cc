// What is stored is found by its inputs and put back as it was.
#include "runtime/cache/action_cache.h"

#include <gmock/gmock.h>

#include "tests/unit/runtime/cache_fixture.h"

namespace umake {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

using ActionCacheTest = CacheTest;

TEST_F(ActionCacheTest, OpensNothingBeforeTheFirstUse) {
  auto cache = open();
  cache->flush();
  EXPECT_FALSE(std::filesystem::exists(directory_));
  CacheEntry entry;
  EXPECT_EQ(find(*cache, "k", entry), CacheMiss::kUnknown);
  cache->flush();
  EXPECT_FALSE(std::filesystem::exists(directory_));
  EXPECT_EQ(output_.err_text, "");
}

TEST_F(ActionCacheTest, GivesBackAllOfAnEntry) {
  write_bytes("out.o", "object");
  using Kind = PrintedPiece::Kind;
  CacheEntry stored =
      entry_of({"out.o"}, {input("a.c", "a"),
                           input("/usr/include/a.h", "h"),
                           {"/usr/include/b.h", Digest::absent(), InputKind::kContent},
                           {"/dev/x", Digest::special(), InputKind::kStatus},
                           input("link", "l", InputKind::kLink),
                           input("include", "names", InputKind::kListing)});
  stored.result.removed = {"out.tmp", "out.tmp2"};
  stored.result.printed = {
      {Kind::kOut, "gcc -c\n"}, {Kind::kErr, "warning: x\n"}, {Kind::kCommand, ""}};
  stored.result.cpu_us = 7;
  stored.result.peak_kb = 300000;
  open()->store(key("k"), stored);
  CacheEntry entry;
  ASSERT_EQ(find(*open(), "k", entry), CacheMiss::kNone);
  ASSERT_EQ(entry.inputs.size(), stored.inputs.size());
  for (size_t at = 0; at < entry.inputs.size(); ++at) {
    EXPECT_EQ(entry.inputs[at].path, stored.inputs[at].path);
    EXPECT_EQ(entry.inputs[at].digest, stored.inputs[at].digest);
    EXPECT_EQ(entry.inputs[at].kind, stored.inputs[at].kind);
  }
  const ActionResult& result = entry.result;
  ASSERT_EQ(result.outputs.size(), 1u);
  EXPECT_EQ(result.outputs[0].path, "out.o");
  EXPECT_EQ(result.outputs[0].mode, 0644u);
  EXPECT_EQ(result.outputs[0].size, 6u);
  EXPECT_EQ(result.outputs[0].digest, digest_of("object"));
  EXPECT_THAT(result.removed, ElementsAre("out.tmp", "out.tmp2"));
  ASSERT_EQ(result.printed.size(), 3u);
  EXPECT_EQ(result.printed[0].bytes, "gcc -c\n");
  EXPECT_EQ(result.printed[1].kind, Kind::kErr);
  EXPECT_EQ(result.printed[2].kind, Kind::kCommand);
  EXPECT_EQ(result.printed[1].bytes, "warning: x\n");
  EXPECT_EQ(result.wall_us, 1'500'000u);
  EXPECT_EQ(result.cpu_us, 7u);
  EXPECT_EQ(result.peak_kb, 300000u);
  EXPECT_FALSE(result.verify_only);
}

TEST_F(ActionCacheTest, TheNewestSetWhoseInputsHoldIsTheHit) {
  auto cache = open();
  for (const char* version : {"1", "2", "3"}) {
    write_bytes("out", version);
    cache->store(key("k"), entry_of({"out"}, {input("same", "s"), input("in", version)}));
  }
  for (const std::string now : {"2", "3", "1"}) {
    CacheEntry entry;
    unsigned asked = 0;
    const auto same = [&](const ActionInput& each) {
      ++asked;
      return each.path == "same" || each.digest == digest_of(now);
    };
    ASSERT_EQ(cache->find(key("k"), same, entry), CacheMiss::kNone);
    EXPECT_EQ(entry.result.outputs[0].digest, digest_of(now));
    EXPECT_LE(asked, 4u);  // "same" is asked once
  }
  CacheEntry entry;
  const auto other = [](const ActionInput& each) { return each.path == "same"; };
  EXPECT_EQ(cache->find(key("k"), other, entry), CacheMiss::kInput);
  EXPECT_EQ(cache->counters().hits, 3u);
  EXPECT_EQ(cache->counters().misses, 1u);
  EXPECT_EQ(cache->counters().stored, 3u);
}

TEST_F(ActionCacheTest, SetsOfAKeyAreBound) {
  auto cache = open({uint64_t{1} << 30, 4});
  for (int version = 0; version < 10; ++version) {
    write_bytes("out", std::to_string(version));
    cache->store(key("k"), entry_of({"out"}, {input("in", std::to_string(version))}));
  }
  for (int version = 0; version < 10; ++version) {
    CacheEntry entry;
    const auto same = [&](const ActionInput& each) {
      return each.digest == digest_of(std::to_string(version));
    };
    EXPECT_EQ(cache->find(key("k"), same, entry),
              version < 6 ? CacheMiss::kInput : CacheMiss::kNone);
  }
}

TEST_F(ActionCacheTest, TheSameInputsReplaceTheirSet) {
  auto cache = open();
  for (const char* version : {"1", "2", "2"}) {
    write_bytes("out", version);
    cache->store(key("k"), entry_of({"out"}, {input("in", "same")}));
  }
  EXPECT_EQ(get(*cache, "k"), CacheMiss::kNone);
  EXPECT_EQ(read_bytes("out"), "2");
  run(CacheCommand::kStatus);
  EXPECT_THAT(output_.out_text, HasSubstr("results:    1,"));
}

TEST_F(ActionCacheTest, RestoresModesLinksDirectoriesAndRemovals) {
  ::mkdir("d", 0755);
  ::mkdir("d/inner", 0555);
  write_bytes("d/run", "#!/bin/sh\n", 0755);
  write_bytes("secret", "s", 0600);
  write_bytes("read-only", "r", 0444);
  write_bytes("empty", "");
  ::symlink("run", "d/link");
  ::symlink("nowhere", "dangling");
  CacheEntry entry =
      entry_of({"d", "d/inner", "d/run", "secret", "read-only", "empty", "d/link", "dangling"});
  entry.result.removed = {"old", "olddir", "olddir/x", "never"};
  auto cache = open();
  cache->store(key("k"), entry);
  const auto names = names_here();
  for (const std::string& name : names) {
    if (std::filesystem::exists(std::filesystem::symlink_status(name))) {
      std::filesystem::remove_all(name);
    }
  }
  write_bytes("old", "o");
  ::mkdir("olddir", 0755);
  write_bytes("olddir/x", "x");
  const mode_t mask = ::umask(027);
  EXPECT_EQ(get(*cache, "k"), CacheMiss::kNone);
  ::umask(mask);
  EXPECT_EQ(names_here(), names);
  for (const ActionOutput& output : entry.result.outputs) {
    const ActionOutput now = output_at(output.path);
    EXPECT_EQ(now.kind, output.kind) << output.path;
    EXPECT_EQ(now.digest, output.digest) << output.path;
    EXPECT_EQ(now.target, output.target) << output.path;
    if (now.kind != ActionOutput::Kind::kLink) {
      EXPECT_EQ(now.mode, output.mode) << output.path;
    }
  }
}

TEST_F(ActionCacheTest, TouchesNothingWhereADirectoryStandsInTheWay) {
  write_bytes("out", "x");
  ::symlink("out", "link");
  for (const char* path : {"out", "link"}) {
    CacheEntry entry = entry_of({path});
    entry.result.removed = {"old"};
    auto cache = open();
    cache->store(key(path), entry);
    std::filesystem::remove(path);
    ::mkdir(path, 0755);
    write_bytes("old", "o");
    EXPECT_EQ(get(*cache, path), CacheMiss::kNotRestored);
    EXPECT_EQ(read_bytes("old"), "o");
    std::filesystem::remove(path);
    EXPECT_EQ(get(*cache, path), CacheMiss::kNone);
    EXPECT_FALSE(std::filesystem::exists("old"));
  }
}

TEST_F(ActionCacheTest, MakesTheDirectoriesThatLeadToAnOutput) {
  std::filesystem::create_directories("a/b/c");
  write_bytes("a/b/c/out", "x");
  auto cache = open();
  cache->store(key("k"), entry_of({"a/b/c/out"}));
  std::filesystem::remove_all("a");
  EXPECT_EQ(get(*cache, "k"), CacheMiss::kNone);
  EXPECT_EQ(read_bytes("a/b/c/out"), "x");
}

TEST_F(ActionCacheTest, ReplacesAFileWithoutWritingToIt) {
  write_bytes("out", "new");
  auto cache = open();
  cache->store(key("k"), entry_of({"out"}));
  write_bytes("out", "old");
  ::link("out", "other-name");
  const time_t now = ::time(nullptr);
  make_old("out", 1000);
  EXPECT_EQ(get(*cache, "k"), CacheMiss::kNone);
  EXPECT_EQ(read_bytes("out"), "new");
  EXPECT_EQ(read_bytes("other-name"), "old");
  struct stat info;
  ASSERT_EQ(::stat("out", &info), 0);
  EXPECT_GE(info.st_mtime, now - 1);
  EXPECT_EQ(info.st_nlink, 1u);
}

TEST_F(ActionCacheTest, KeepsContentsOfAllSizes) {
  const size_t kSizes[] = {0,       1,       100,     4095,    20'000,   65'536,
                           131'072, 131'073, 262'144, 262'145, 3'000'000};
  auto cache = open();
  for (const size_t size : kSizes) {
    for (const std::string& bytes : {noise(size), text_like(size), std::string(size, 'x')}) {
      write_bytes("out", bytes);
      cache->store(key("k"), entry_of({"out"}));
      write_bytes("out", "other");
      ASSERT_EQ(get(*cache, "k"), CacheMiss::kNone) << size;
      ASSERT_EQ(read_bytes("out") == bytes, true) << size;
    }
  }
  EXPECT_EQ(run(CacheCommand::kVerify), 0) << output_.out_text;
  EXPECT_EQ(output_.err_text, "");
}

TEST_F(ActionCacheTest, RawContentsAreTheFileItself) {
  write_bytes("out", noise(100'000));
  auto cache = open();
  cache->store(key("k"), entry_of({"out"}));
  ASSERT_EQ(blobs().size(), 1u);
  EXPECT_EQ(read_bytes(blobs()[0]) == read_bytes("out"), true);
}

TEST_F(ActionCacheTest, SmallContentsNeedNoFileOfTheirOwn) {
  write_bytes("out", text_like(20'000));
  auto cache = open();
  cache->store(key("k"), entry_of({"out"}));
  EXPECT_THAT(blobs(), IsEmpty());
  EXPECT_EQ(manifests().size(), 1u);
}

TEST_F(ActionCacheTest, ALargeOutputNeedsLittleMemory) {
  const auto resident_kb = [] {
    std::ifstream status("/proc/self/status");
    std::string word;
    while (status >> word && word != "VmHWM:") {
    }
    long kb = 0;
    status >> kb;
    return kb;
  };
  const std::string part = text_like(1'000'000);
  {
    std::ofstream out("out", std::ios::binary);
    for (int at = 0; at < 100; ++at) out << part;
  }
  ::chmod("out", 0644);
  ActionOutput output;
  output.path = "out";
  output.mode = 0644;
  output.size = 100'000'000;
  DigestStream stream;
  for (int at = 0; at < 100; ++at) stream.add(part);
  output.digest = stream.digest();
  CacheEntry entry;
  entry.result.outputs = {output};
  const long before = resident_kb();
  auto cache = open();
  cache->store(key("k"), entry);
  ::unlink("out");
  EXPECT_EQ(get(*cache, "k"), CacheMiss::kNone);
  EXPECT_LT(resident_kb() - before, 20'000);
  SymbolTable symbols;
  EXPECT_EQ(std::filesystem::file_size("out"), 100'000'000u);
  std::ifstream back("out", std::ios::binary);
  std::string piece(part.size(), '\0');
  for (int at = 0; at < 100; ++at) {
    back.read(piece.data(), static_cast<std::streamsize>(piece.size()));
    ASSERT_TRUE(piece == part);
  }
}

TEST_F(ActionCacheTest, AnOutputThatIsNotWhatWasSaidIsNotKept) {
  auto cache = open();
  write_bytes("out", "content");
  const CacheEntry entry = entry_of({"out"});
  const auto expect_dropped = [&](const char* what) {
    cache->store(key("k"), entry);
    CacheEntry found;
    EXPECT_EQ(find(*cache, "k", found), CacheMiss::kUnknown) << what;
  };
  write_bytes("out", "changed");
  expect_dropped("other bytes");
  write_bytes("out", "contents");
  expect_dropped("another size");
  write_bytes("out", "content", 0600);
  expect_dropped("another mode");
  ::unlink("out");
  expect_dropped("gone");
  ::mkdir("out", 0755);
  expect_dropped("a directory");
  ::rmdir("out");
  ::symlink("elsewhere", "out");
  expect_dropped("a link");
  ::unlink("out");
  ::mkfifo("out", 0644);
  expect_dropped("a FIFO");
  if (::geteuid() != 0) {
    write_bytes("out", "content", 0);
    expect_dropped("not to be read");
  }
  EXPECT_EQ(cache->counters().stored, 0u);
  EXPECT_FALSE(cache->off());
  EXPECT_EQ(output_.err_text, "");
}

TEST_F(ActionCacheTest, ResultsThatAreOnlyCheckedKeepNoContent) {
  write_bytes("out", noise(100'000));
  CacheEntry entry = entry_of({"out"}, {input("in", "i")});
  entry.result.verify_only = true;
  ::unlink("out");
  auto cache = open();
  cache->store(key("k"), entry);
  EXPECT_THAT(blobs(), IsEmpty());
  CacheEntry found;
  ASSERT_EQ(find(*cache, "k", found), CacheMiss::kNone);
  EXPECT_TRUE(found.result.verify_only);
  EXPECT_EQ(found.result.outputs[0].digest, entry.result.outputs[0].digest);
}

TEST_F(ActionCacheTest, AnOutputThatCantBePlacedIsAMissAndLeavesNothingHalfDone) {
  for (const char* name : {"a", "b", "c"}) write_bytes(name, std::string("new ") + name);
  auto cache = open();
  cache->store(key("k"), entry_of({"a", "b", "c"}));
  for (const char* name : {"a", "b", "c"}) ::unlink(name);
  ::mkdir("b", 0755);
  write_bytes("b/inside", "x");
  EXPECT_EQ(get(*cache, "k"), CacheMiss::kNotRestored);
  EXPECT_THAT(names_here(), ElementsAre("b", "b/inside"));
  EXPECT_EQ(cache->counters().hits, 0u);
  EXPECT_EQ(cache->counters().misses, 1u);
}

TEST_F(ActionCacheTest, ADirectoryWithoutPermissionIsAMiss) {
  if (::geteuid() == 0) GTEST_SKIP() << "permissions stop root from nothing";
  ::mkdir("d", 0755);
  write_bytes("d/out", "x");
  auto cache = open();
  cache->store(key("k"), entry_of({"d/out"}));
  ::unlink("d/out");
  ::chmod("d", 0555);
  EXPECT_EQ(get(*cache, "k"), CacheMiss::kNotRestored);
  EXPECT_THAT(names_here(), ElementsAre("d"));
  EXPECT_FALSE(cache->off());
  ::chmod(directory_.c_str(), 0555);
  ::chmod((directory_ + "/actions-1").c_str(), 0555);
  write_bytes("out", "y");
  cache->store(key("other"), entry_of({"out"}));
  EXPECT_TRUE(cache->off());
  EXPECT_THAT(output_.err_text, HasSubstr("Permission denied: the action cache is off"));
}

TEST_F(ActionCacheTest, ABlobThatIsGoneIsAPlainMiss) {
  write_bytes("out", noise(100'000));
  auto cache = open();
  const CacheEntry entry = entry_of({"out"});
  cache->store(key("k"), entry);
  std::filesystem::remove(blobs()[0]);
  write_bytes("out", "mine");
  EXPECT_EQ(get(*cache, "k"), CacheMiss::kDamaged);
  EXPECT_EQ(read_bytes("out"), "mine");
  EXPECT_EQ(output_.err_text, "");
  write_bytes("out", noise(100'000));
  cache->store(key("k"), entry);
  EXPECT_EQ(get(*cache, "k"), CacheMiss::kNone);
}

TEST_F(ActionCacheTest, StatisticsAddUpOverRuns) {
  write_bytes("out", text_like(50'000));
  const CacheEntry entry = entry_of({"out"});
  for (int run = 0; run < 3; ++run) {
    auto cache = open();
    cache->store(key("k" + std::to_string(run)), entry);
    EXPECT_EQ(get(*cache, "k0"), CacheMiss::kNone);
    EXPECT_EQ(get(*cache, "none"), CacheMiss::kUnknown);
    cache->flush();
    cache->flush();
  }
  EXPECT_EQ(run(CacheCommand::kStatus), 0);
  EXPECT_THAT(output_.out_text, HasSubstr("hits:       3 (50 %)\n"));
  EXPECT_THAT(output_.out_text, HasSubstr("misses:     3: 3 new recipes, 0 changed"));
  EXPECT_THAT(output_.out_text, HasSubstr("stored:     3 results,"));
  EXPECT_THAT(output_.out_text, HasSubstr("time saved: 4.5 s\n"));
  EXPECT_THAT(output_.out_text, HasSubstr("contents:   1, "));
  EXPECT_THAT(output_.out_text, HasSubstr("health:     good\n"));
}

}  // namespace
}  // namespace umake
