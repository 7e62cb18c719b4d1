// An action cache that is damaged, foreign, full, or shared with umakes that are killed: whatever
// happens, a restore is right or it is a miss.
#include <gmock/gmock.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include "runtime/cache/cache_size.h"
#include "tests/unit/runtime/cache_fixture.h"

namespace umake {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

class CacheFaultsTest : public CacheTest {
 protected:
  // Finds and restores with what `damage` made of the only file in `tree`; then puts the file back.
  void expect_right_or_miss(const std::string& file, const std::string& damaged,
                            const std::string& content) {
    write_bytes(file, damaged, 0600);
    ::unlink("out");
    output_.err_text.clear();
    auto cache = open();
    const CacheMiss miss = get(*cache, "k");
    if (miss == CacheMiss::kNone) {
      ASSERT_TRUE(read_bytes("out") == content);
      return;
    }
    ASSERT_EQ(miss, CacheMiss::kDamaged);
    ASSERT_THAT(names_here(), IsEmpty());
    ASSERT_THAT(output_.err_text, HasSubstr("was damaged"));
    ASSERT_FALSE(std::filesystem::exists(file));
    // Said once, and a plain miss from then on.
    output_.err_text.clear();
    ASSERT_NE(get(*cache, "k"), CacheMiss::kNone);
    ASSERT_EQ(output_.err_text, "");
    ASSERT_FALSE(cache->off());
  }

  void damage_everywhere(const std::string& file, const std::string& content) {
    const std::string sound = read_bytes(file);
    for (size_t size = 0; size < sound.size(); ++size) {
      expect_right_or_miss(file, sound.substr(0, size), content);
      if (HasFatalFailure()) FAIL() << "cut to " << size;
    }
    for (size_t bit = 0; bit < sound.size() * 8; ++bit) {
      std::string flipped = sound;
      flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ 1 << bit % 8);
      expect_right_or_miss(file, flipped, content);
      if (HasFatalFailure()) FAIL() << "bit " << bit;
    }
    for (const std::string& extra : {std::string(1, '\0'), std::string("x"), sound}) {
      expect_right_or_miss(file, sound + extra, content);
    }
    write_bytes(file, sound, 0600);
    auto cache = open();
    EXPECT_EQ(get(*cache, "k"), CacheMiss::kNone);
  }
};

TEST_F(CacheFaultsTest, AManifestCutOrFlippedAnywhere) {
  const std::string content = text_like(100);
  write_bytes("out", content);
  CacheEntry entry = entry_of({"out"}, {input("a.c", "a"), input("a.h", "h")});
  entry.result.printed = {{PrintedPiece::Kind::kOut, text_like(100)},
                          {PrintedPiece::Kind::kErr, "warning\n"}};
  open()->store(key("k"), entry);
  damage_everywhere(manifests().at(0), content);
}

TEST_F(CacheFaultsTest, ABlobCutOrFlippedAnywhere) {
  // Too large to be tried for the set, and packed to little.
  const std::string content = std::string(140'000, 'a') + text_like(300);
  write_bytes("out", content);
  open()->store(key("k"), entry_of({"out"}));
  ASSERT_EQ(blobs().size(), 1u);
  damage_everywhere(blobs().at(0), content);
}

TEST_F(CacheFaultsTest, BlobsFlippedHereAndThere) {
  for (const bool raw : {false, true}) {
    const std::string content = raw ? noise(70'000) : text_like(60'000);
    write_bytes("out", content);
    open()->store(key("k"), entry_of({"out"}));
    ASSERT_EQ(blobs().size(), 1u);
    const std::string file = blobs()[0];
    const std::string sound = read_bytes(file);
    for (size_t at = 0; at < sound.size(); at += at < 64 ? 1 : 97) {
      std::string flipped = sound;
      flipped[at] = static_cast<char>(flipped[at] ^ 1 << at % 8);
      expect_right_or_miss(file, flipped, content);
      if (HasFatalFailure()) FAIL() << "byte " << at;
      expect_right_or_miss(file, sound.substr(0, at), content);
      if (HasFatalFailure()) FAIL() << "cut to " << at;
    }
    expect_right_or_miss(file, sound + "x", content);
    ::unlink(file.c_str());
  }
}

TEST_F(CacheFaultsTest, AnotherKeysManifestIsNoHit) {
  write_bytes("out", "one");
  auto cache = open();
  cache->store(key("one"), entry_of({"out"}));
  const std::string one = manifests().at(0);
  write_bytes("out", "two");
  cache->store(key("k"), entry_of({"out"}));
  for (const std::string& file : manifests()) {
    if (file != one) expect_right_or_miss(file, read_bytes(one), "two");
  }
}

TEST_F(CacheFaultsTest, VerifyFindsAndDropsWhatIsDamaged) {
  auto cache = open();
  write_bytes("small", text_like(100));
  cache->store(key("small"), entry_of({"small"}, {input("in", "1")}));
  cache->store(key("small"), entry_of({"small"}, {input("in", "2")}));
  write_bytes("big", text_like(100'000));
  cache->store(key("big"), entry_of({"big"}));
  write_bytes("raw", noise(100'000));
  cache->store(key("raw"), entry_of({"raw"}));
  cache->flush();
  EXPECT_EQ(run(CacheCommand::kVerify), 0);
  EXPECT_THAT(output_.out_text, HasSubstr("read 4 results and 2 contents"));
  EXPECT_THAT(output_.out_text, HasSubstr("nothing is damaged"));
  for (const std::string& file : cache_files()) {
    std::string bytes = read_bytes(file);
    bytes.back() = static_cast<char>(bytes.back() ^ 1);
    write_bytes(file, bytes, 0600);
  }
  EXPECT_EQ(run(CacheCommand::kVerify), 1);
  // Of the two sets, the first is sound.
  EXPECT_THAT(output_.out_text, HasSubstr("removed 3 damaged results and 2 damaged contents"));
  EXPECT_EQ(run(CacheCommand::kVerify), 0);
  EXPECT_EQ(manifests().size(), 1u);
  EXPECT_THAT(blobs(), IsEmpty());
  ::unlink("small");
  EXPECT_EQ(get(*open(), "small"), CacheMiss::kNone);
}

TEST_F(CacheFaultsTest, LooseOrForeignDirectoriesAreRefused) {
  std::filesystem::create_directory(directory_);
  ::chmod(directory_.c_str(), 0777);
  write_bytes("out", "x");
  const CacheEntry entry = entry_of({"out"});
  auto cache = open();
  CacheEntry found;
  EXPECT_EQ(find(*cache, "k", found), CacheMiss::kOff);
  cache->store(key("k"), entry);
  cache->flush();
  EXPECT_TRUE(cache->off());
  EXPECT_THAT(output_.err_text, HasSubstr("others may write to '" + directory_ + "'"));
  EXPECT_EQ(std::count(output_.err_text.begin(), output_.err_text.end(), '\n'), 1);
  EXPECT_THAT(cache_files(), IsEmpty());
  EXPECT_EQ(run(CacheCommand::kClean), 2);
  ::chmod(directory_.c_str(), 0700);
  if (::geteuid() != 0) return;
  ASSERT_EQ(::chown(directory_.c_str(), 12345, 12345), 0);
  output_.err_text.clear();
  EXPECT_EQ(find(*open(), "k", found), CacheMiss::kOff);
  EXPECT_THAT(output_.err_text, HasSubstr("belongs to another user"));
  EXPECT_EQ(run(CacheCommand::kStatus), 2);
}

TEST_F(CacheFaultsTest, ADirectoryThatCantBeWrittenTurnsItOff) {
  std::ofstream(directory_) << "a file";
  write_bytes("out", "x");
  auto cache = open();
  cache->store(key("k"), entry_of({"out"}));
  EXPECT_TRUE(cache->off());
  EXPECT_THAT(output_.err_text, HasSubstr("Not a directory: the action cache is off"));
  cache->store(key("k"), entry_of({"out"}));
  cache->flush();
  EXPECT_EQ(std::count(output_.err_text.begin(), output_.err_text.end(), '\n'), 1);
}

TEST_F(CacheFaultsTest, ALimitOnFileSizesTurnsItOffAndRestoresNothingHalf) {
  write_bytes("out", noise(200'000));
  write_bytes("first", "f");
  const CacheEntry entry = entry_of({"first", "out"});
  const pid_t child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    ActionCache(directory_, diagnostics_, {}).store(key("k"), entry);
    const struct rlimit limit = {50'000, 50'000};
    ::setrlimit(RLIMIT_FSIZE, &limit);
    ::unlink("out");
    ::unlink("first");
    auto cache = open();
    bool right = get(*cache, "k") == CacheMiss::kNotRestored && names_here().empty();
    right &= !cache->off();
    // Its own files are what can't be written now.
    ::setrlimit(RLIMIT_FSIZE, &limit);
    write_bytes("many", noise(49'000));
    cache->store(key("other"), entry_of({"many"}, {input("in", "1")}));
    CacheEntry large = entry_of({"many"});
    for (int at = 0; at < 5000; ++at) large.inputs.push_back(input(noise(20, at), "x"));
    cache->store(key("large"), large);
    right &= cache->off();
    ::_exit(right ? 0 : 1);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << status;
}

TEST_F(CacheFaultsTest, AFullDiskTurnsItOff) {
  std::filesystem::create_directory(directory_);
  if (::mount("tmpfs", directory_.c_str(), "tmpfs", 0, "size=256k,mode=0700") != 0) {
    GTEST_SKIP() << "no permission to mount";
  }
  auto cache = open();
  for (int at = 0; at < 20 && !cache->off(); ++at) {
    write_bytes("out", noise(40'000, at));
    cache->store(key("k" + std::to_string(at)), entry_of({"out"}));
  }
  EXPECT_TRUE(cache->off());
  EXPECT_THAT(output_.err_text, HasSubstr("No space left on device: the action cache is off"));
  cache->flush();
  // What was kept before is sound, and nothing half-written is left.
  EXPECT_EQ(run(CacheCommand::kVerify), 0) << output_.out_text;
  for (const std::string& file : cache_files()) EXPECT_EQ(file.find("/new."), std::string::npos);
  EXPECT_EQ(get(*open(), "k0"), CacheMiss::kNone);
  EXPECT_TRUE(read_bytes("out") == noise(40'000, 0));
  cache.reset();
  EXPECT_EQ(::umount(directory_.c_str()), 0);
}

TEST_F(CacheFaultsTest, AFullDiskUnderTheOutputsIsAMiss) {
  write_bytes("first", "f");
  ::mkdir("small-disk", 0755);
  if (::mount("tmpfs", "small-disk", "tmpfs", 0, "size=128k,mode=0755") != 0) {
    GTEST_SKIP() << "no permission to mount";
  }
  write_bytes("small-disk/out", noise(100'000));
  auto cache = open();
  cache->store(key("k"), entry_of({"first", "small-disk/out"}));
  ::unlink("first");
  write_bytes("small-disk/out", "old");
  write_bytes("small-disk/fill", noise(60'000));
  EXPECT_EQ(get(*cache, "k"), CacheMiss::kNotRestored);
  EXPECT_FALSE(cache->off());
  EXPECT_EQ(read_bytes("small-disk/out"), "old");
  EXPECT_THAT(names_here(),
              testing::ElementsAre("small-disk", "small-disk/fill", "small-disk/out"));
  EXPECT_EQ(::umount("small-disk"), 0);
}

TEST_F(CacheFaultsTest, DamagedStatisticsStartAnew) {
  write_bytes("out", "x");
  auto cache = open();
  cache->store(key("k"), entry_of({"out"}));
  cache->flush();
  const std::string stats = directory_ + "/actions-1/stats";
  const std::string sound = read_bytes(stats);
  ASSERT_FALSE(sound.empty());
  for (size_t size = 0; size < sound.size(); ++size) {
    write_bytes(stats, sound.substr(0, size), 0600);
    auto again = open();
    EXPECT_EQ(get(*again, "k"), CacheMiss::kNone);
    again->flush();
    run(CacheCommand::kStatus);
    EXPECT_THAT(output_.out_text, HasSubstr("hits:       1 (100 %)")) << size;
  }
  write_bytes(stats, sound + "x", 0600);
  run(CacheCommand::kStatus);
  EXPECT_THAT(output_.out_text, HasSubstr("the statistics are damaged"));
  EXPECT_EQ(output_.err_text, "");
}

TEST_F(CacheFaultsTest, WhatWasUsedLongestAgoGoesFirst) {
  auto cache = open();
  for (int at = 0; at < 20; ++at) {
    write_bytes("out", noise(100'000, at));
    cache->store(key("k" + std::to_string(at)), entry_of({"out"}));
    for (const std::string& file : cache_files()) {
      struct stat info;
      ::stat(file.c_str(), &info);
      if (::time(nullptr) - info.st_mtime < 3000) make_old(file, 100'000 - at * 1000);
    }
  }
  EXPECT_EQ(get(*cache, "k3"), CacheMiss::kNone);  // used now
  cache.reset();
  write_bytes("out", "x");
  auto small = open({1'000'000, 16});
  small->store(key("new"), entry_of({"out"}));
  small->flush();
  // 100 KB of content take 25 blocks, and the set one.
  uint64_t left = 0;
  for (const std::string& file : cache_files()) {
    left += (std::filesystem::file_size(file) + 4095) / 4096 * 4096;
  }
  EXPECT_LE(left, 2'200'000u);
  small->store(key("new2"), entry_of({"out"}));
  run(CacheCommand::kGc, {1'000'000, 16});
  left = 0;
  for (const std::string& file : cache_files()) {
    left += (std::filesystem::file_size(file) + 4095) / 4096 * 4096;
  }
  EXPECT_LE(left, 900'000u);
  EXPECT_GE(left, 700'000u);
  auto after = open();
  for (int at = 0; at < 20; ++at) {
    const CacheMiss miss = get(*after, "k" + std::to_string(at));
    EXPECT_EQ(miss == CacheMiss::kNone, at == 3 || at >= 13) << at;
    if (miss == CacheMiss::kNone) {
      EXPECT_TRUE(read_bytes("out") == noise(100'000, at));
    }
  }
  EXPECT_EQ(output_.err_text, "");
}

TEST_F(CacheFaultsTest, FlushTrimsOnceTheLimitIsPassed) {
  auto cache = open({1'000'000, 16});
  for (int at = 0; at < 20; ++at) {
    write_bytes("out", noise(100'000, at));
    cache->store(key("k" + std::to_string(at)), entry_of({"out"}));
  }
  EXPECT_EQ(blobs().size(), 20u);
  cache->flush();
  EXPECT_LE(blobs().size(), 9u);
  EXPECT_GE(blobs().size(), 7u);
  run(CacheCommand::kGc, {1'000'000, 16});
  EXPECT_EQ(run(CacheCommand::kVerify), 0);
  // The cut may fall between a result and its content, which then waits for a later gc.
  EXPECT_LE(manifests().size(), blobs().size());
  EXPECT_GE(manifests().size() + 1, blobs().size());
}

TEST_F(CacheFaultsTest, GcRemovesLeftoversAndWhatBelongsToNothing) {
  auto cache = open();
  write_bytes("out", noise(100'000));
  cache->store(key("gone"), entry_of({"out"}));
  const std::string gone = blobs().at(0);
  write_bytes("out", noise(100'000, 2));
  cache->store(key("kept"), entry_of({"out"}));
  ::unlink(gone.c_str());
  const std::string shard = std::filesystem::path(blobs().at(0)).parent_path().string();
  write_bytes(shard + "/new.123.45", "half");
  make_old(shard + "/new.123.45", 4000);
  write_bytes(shard + "/new.456.78", "being written");
  std::string orphan = shard + "/00112233445566778899aabbccddeeff";
  write_bytes(orphan, "orphan");
  make_old(orphan, 4000);
  run(CacheCommand::kStatus);
  EXPECT_THAT(output_.out_text, HasSubstr("1 files left by killed umakes"));
  EXPECT_EQ(run(CacheCommand::kGc), 0);
  EXPECT_FALSE(std::filesystem::exists(shard + "/new.123.45"));
  EXPECT_TRUE(std::filesystem::exists(shard + "/new.456.78"));
  EXPECT_FALSE(std::filesystem::exists(orphan));
  EXPECT_EQ(manifests().size(), 1u);
  EXPECT_EQ(get(*cache, "kept"), CacheMiss::kNone);
  EXPECT_EQ(run(CacheCommand::kClean), 0);
  EXPECT_FALSE(std::filesystem::exists(directory_ + "/actions-1"));
  EXPECT_FALSE(std::filesystem::exists(directory_ + "/blobs-1"));
  // A umake that runs meanwhile makes the directories anew.
  cache->store(key("kept"), entry_of({"out"}));
  EXPECT_EQ(get(*cache, "kept"), CacheMiss::kNone);
}

// One of the processes that share the cache: stores and finds, until it is killed. Ends with 1 when
// a restore gave something wrong.
[[noreturn]] void share(ActionCache& cache, int process, const std::function<Digest(int)>& key) {
  const std::string name = "out" + std::to_string(process);
  uint64_t state = static_cast<uint64_t>(::getpid()) * 0x9E3779B97F4A7C15u;
  for (int round = 0;; ++round) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    const int number = static_cast<int>(state >> 60);
    // Small, compressed and raw contents; the file's name is part of the key's meaning.
    const size_t size = number % 3 == 0 ? 500 : 70'000;
    const std::string content = number % 3 == 1 ? noise(size, number) : text_like(size, number);
    const Digest digest = digest_of(content);
    CacheEntry entry;
    const auto same = [&](const ActionInput& each) { return each.digest == digest; };
    if (cache.find(key(number % 5), same, entry) == CacheMiss::kNone) {
      entry.result.outputs[0].path = name;
      const CacheMiss miss = cache.restore(entry.result);
      if (miss == CacheMiss::kNone && read_bytes(name) != content) ::_exit(1);
    } else {
      write_bytes(name, content);
      ActionOutput output;
      output.path = name;
      output.mode = 0644;
      output.size = size;
      output.digest = digest;
      entry.inputs = {{"in", digest, InputKind::kContent}};
      entry.result = {};
      entry.result.outputs = {output};
      cache.store(key(number % 5), entry);
    }
    if (round % 16 == 15) cache.flush();
  }
}

TEST_F(CacheFaultsTest, ManyAtOnceKilledAtRandom) {
  constexpr int kProcesses = 8;
  std::vector<pid_t> children(kProcesses, 0);
  const auto start = [&](int process) {
    children[process] = ::fork();
    if (children[process] != 0) return;
    // A limit that makes them trim now and then.
    auto cache = open({uint64_t{600'000}, 16});
    share(*cache, process, [](int number) { return digest_of(std::to_string(number)); });
  };
  for (int process = 0; process < kProcesses; ++process) start(process);
  uint64_t state = 42;
  bool wrong = false;
  for (int kill = 0; kill < 200; ++kill) {
    ::usleep(10'000);
    state = state * 6364136223846793005u + 1442695040888963407u;
    const int process = static_cast<int>(state >> 61);
    ::kill(children[process], SIGKILL);
    int status = 0;
    ::waitpid(children[process], &status, 0);
    wrong |= !WIFSIGNALED(status) || WTERMSIG(status) != SIGKILL;
    start(process);
  }
  for (const pid_t child : children) {
    ::kill(child, SIGKILL);
    int status = 0;
    ::waitpid(child, &status, 0);
    wrong |= !WIFSIGNALED(status) || WTERMSIG(status) != SIGKILL;
  }
  EXPECT_FALSE(wrong);
  EXPECT_EQ(run(CacheCommand::kVerify), 0) << output_.out_text;
  EXPECT_EQ(run(CacheCommand::kGc), 0);
  EXPECT_EQ(run(CacheCommand::kVerify), 0) << output_.out_text;
  EXPECT_EQ(output_.err_text, "");
}

TEST_F(CacheFaultsTest, NoSetOfTwoWritersIsLost) {
  constexpr int kProcesses = 4;
  constexpr int kSets = 40;
  std::vector<pid_t> children;
  write_bytes("out", "x");
  const CacheEntry plain = entry_of({"out"});
  for (int process = 0; process < kProcesses; ++process) {
    children.push_back(::fork());
    if (children.back() != 0) continue;
    auto cache = open({uint64_t{1} << 30, 1000});
    for (int set = 0; set < kSets; ++set) {
      CacheEntry entry = plain;
      entry.inputs = {input("in", std::to_string(process * 1000 + set))};
      cache->store(key("k"), entry);
    }
    ::_exit(static_cast<int>(cache->counters().stored));
  }
  // A set that waited too long for its turn is given up, and not counted as stored.
  int stored = 0;
  for (const pid_t child : children) {
    int status = 0;
    ::waitpid(child, &status, 0);
    ASSERT_TRUE(WIFEXITED(status));
    stored += WEXITSTATUS(status);
  }
  EXPECT_GT(stored, kProcesses * kSets / 2);
  run(CacheCommand::kStatus);
  EXPECT_THAT(output_.out_text, HasSubstr("results:    " + std::to_string(stored) + ","));
}

TEST(CacheSizeTest, ReadsSizesAsPeopleWriteThem) {
  const struct {
    const char* text;
    uint64_t bytes;
  } kGood[] = {{"0", 0},
               {"800000", 800'000},
               {"5G", uint64_t{5} << 30},
               {"5g", uint64_t{5} << 30},
               {"500M", 500u << 20},
               {"1.5 GB", 3u << 29},
               {"2KiB", 2048},
               {"1T", uint64_t{1} << 40},
               {"12B", 12}};
  for (const auto& each : kGood) {
    uint64_t bytes = 1;
    EXPECT_TRUE(parse_cache_size(each.text, bytes)) << each.text;
    EXPECT_EQ(bytes, each.bytes) << each.text;
  }
  for (const char* text : {"", "G", "-1", "5X", "5GG", "1.2.3", ".5", "5 G x", "99999999999T"}) {
    uint64_t bytes = 7;
    EXPECT_FALSE(parse_cache_size(text, bytes)) << text;
    EXPECT_EQ(bytes, 7u);
  }
  EXPECT_EQ(size_text(1000), "1000 bytes");
  EXPECT_EQ(size_text(1536), "1.5 KB");
  EXPECT_EQ(size_text(uint64_t{5} << 30), "5.0 GB");
  EXPECT_EQ(size_text(999u << 20), "999 MB");
}

}  // namespace
}  // namespace umake
