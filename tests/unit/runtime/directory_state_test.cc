// The disk format: everything comes back, and nothing that is damaged, cut short or foreign is
// believed.
#include "runtime/freshness/directory_state.h"

#include <gtest/gtest.h>

#include <cstring>
#include <random>
#include <string>

namespace umake {
namespace {

using Health = DirectoryState::Health;

Digest content(uint64_t number) { return {number, number + 1}; }

std::unique_ptr<char[]> copy_of(std::string_view bytes) {
  std::unique_ptr<char[]> copy(new char[bytes.size() + 1]);
  std::memcpy(copy.get(), bytes.data(), bytes.size());
  return copy;
}

Health load(DirectoryState& state, std::string_view bytes) {
  return state.load(copy_of(bytes), bytes.size());
}

void add_record(DirectoryState& state, const std::string& target,
                const std::vector<std::string>& inputs, uint64_t number) {
  std::vector<ObservationId> seen;
  for (const std::string& name : inputs) {
    const PathId id = state.intern(name);
    state.set_digest(id, number + 100, content(number), false);
    seen.push_back(state.observe(id, content(number), 0));
  }
  Record record;
  record.key.path = state.intern(target);
  record.own = content(number + 1);
  record.recipe_text = number + 2;
  state.put_record(record, seen);
  state.set_made(record.key.path, number + 3);
}

// What a state says, to compare by.
std::string describe(const DirectoryState& state) {
  std::vector<std::string> lines;
  for (RecordId id = 0; id < state.records(); ++id) {
    const Record& record = state.record(id);
    if ((record.flags & Record::kDead) != 0) continue;
    std::string line(state.name(record.key.path));
    line += " " + record.own.hex() + " " + std::to_string(record.recipe_text);
    for (const ObservationId input : state.inputs(record)) {
      const Observation& seen = state.observation(input);
      line += " " + std::string(state.name(seen.path)) + "=" + seen.digest.hex();
    }
    lines.push_back(line);
  }
  for (PathId id = 0; id < state.paths(); ++id) {
    const PathEntry& entry = state.path(id);
    lines.push_back(std::string(state.name(id)) + " made " + std::to_string(entry.made) + " seen " +
                    std::to_string(entry.fingerprint) +
                    ((entry.flags & PathEntry::kInProgress) != 0 ? " in progress" : ""));
  }
  std::sort(lines.begin(), lines.end());
  std::string all;
  for (const std::string& line : lines) all += line + "\n";
  return all;
}

void fill(DirectoryState& state) {
  add_record(state, "a.o", {"a.c", "common.h"}, 10);
  add_record(state, "b.o", {"b.c", "common.h"}, 20);
  add_record(state, "prog", {"a.o", "b.o"}, 30);
  state.mark_in_progress(state.intern("half"));
}

std::string delta_of(const DirectoryState& state) {
  std::string segment;
  append_segment(segment, SegmentKind::kDelta, state.changes(true), state.seed());
  return segment;
}

TEST(DirectoryState, BaseComesBack) {
  DirectoryState state("/work");
  fill(state);
  DirectoryState again("/work");
  EXPECT_EQ(load(again, state.serialize()), Health::kGood);
  EXPECT_EQ(describe(again), describe(state));
  EXPECT_FALSE(again.changed());
  // And once more, from the base tables.
  DirectoryState third("/work");
  EXPECT_EQ(load(third, again.serialize()), Health::kGood);
  EXPECT_EQ(describe(third), describe(state));
}

TEST(DirectoryState, DeltasComeBackOnTopOfABase) {
  DirectoryState state("/work");
  fill(state);
  const std::string base = state.serialize();
  DirectoryState next("/work");
  ASSERT_EQ(load(next, base), Health::kGood);
  add_record(next, "a.o", {"a.c", "new.h"}, 40);
  add_record(next, "c.o", {"c.c"}, 50);
  RecordKey gone;
  gone.path = next.find("b.o");
  next.drop_record(gone);
  next.end_progress(next.find("half"));
  const std::string file = base + delta_of(next);
  DirectoryState again("/work");
  EXPECT_EQ(load(again, file), Health::kGood);
  EXPECT_EQ(describe(again), describe(next));
  EXPECT_EQ(again.find_record(gone), kNone);
  EXPECT_FALSE(again.changed());
  // All of it in one base.
  DirectoryState folded("/work");
  EXPECT_EQ(load(folded, again.serialize()), Health::kGood);
  RecordKey key;
  key.path = folded.find("a.o");
  EXPECT_EQ(folded.record(folded.find_record(key)).own, content(41));
}

// A build in which nothing changes writes nothing.
TEST(DirectoryState, ARecordThatSaysTheSameIsNoChange) {
  DirectoryState state("/work");
  fill(state);
  DirectoryState again("/work");
  ASSERT_EQ(load(again, state.serialize()), Health::kGood);
  const auto put = [&](uint64_t number) {
    const ObservationId seen = again.observe(again.find("c.c"), content(number), 0);
    Record record;
    record.key.path = again.find("c.o");
    record.own = content(1);
    return again.put_record(record, {&seen, 1});
  };
  again.intern("c.c");
  again.intern("c.o");
  const RecordId first = put(1);
  EXPECT_TRUE(again.changed());
  again.clear_changes();
  EXPECT_EQ(put(1), first);
  EXPECT_FALSE(again.changed());
  EXPECT_NE(put(2), first);
  EXPECT_TRUE(again.changed());
}

TEST(DirectoryState, EverythingMergesIntoAnother) {
  DirectoryState state("/work");
  fill(state);
  DirectoryState base("/work");
  load(base, state.serialize());
  DirectoryState other("/work");
  EXPECT_EQ(other.apply_delta(base.everything()), Health::kGood);
  EXPECT_EQ(describe(other), describe(state));
}

TEST(DirectoryState, RacyDigestsStayInTheirProcess) {
  DirectoryState state("/work");
  add_record(state, "t", {"s"}, 10);
  state.set_digest(state.find("s"), 77, content(1), true);
  DirectoryState again("/work");
  load(again, state.serialize());
  EXPECT_EQ(again.path(again.find("s")).fingerprint, 0u);
  DirectoryState third("/work");
  load(third, delta_of(state));
  EXPECT_EQ(third.path(third.find("s")).fingerprint, 0u);
}

TEST(DirectoryState, ManyPathsKeepTheirIds) {
  DirectoryState state("/work");
  for (int i = 0; i < 5000; ++i) add_record(state, "t" + std::to_string(i), {"s"}, 10);
  DirectoryState again("/work");
  ASSERT_EQ(load(again, state.serialize()), Health::kGood);
  for (int i = 5000; i < 6000; ++i) again.intern("t" + std::to_string(i));
  for (int i = 0; i < 6000; ++i) {
    const std::string name = "t" + std::to_string(i);
    const PathId id = again.find(name);
    ASSERT_NE(id, kNone);
    ASSERT_EQ(again.name(id), name);
    ASSERT_EQ(again.name(id).data()[name.size()], '\0');
  }
  EXPECT_EQ(again.find("t6000"), kNone);
}

TEST(DirectoryState, OfAnotherDirectoryIsNotBelieved) {
  DirectoryState state("/work");
  fill(state);
  for (const std::string& bytes : {state.serialize(), delta_of(state)}) {
    DirectoryState other("/elsewhere");
    EXPECT_EQ(load(other, bytes), Health::kDamaged);
    EXPECT_EQ(describe(other), "");
  }
}

// Every sound prefix of segments counts; what follows does not.
TEST(DirectoryState, CutAtEveryByte) {
  DirectoryState state("/work");
  fill(state);
  const std::string base = state.serialize();
  DirectoryState next("/work");
  load(next, base);
  const std::string before = describe(next);
  add_record(next, "c.o", {"c.c"}, 50);
  const std::string after = describe(next);
  const std::string file = base + delta_of(next);
  for (size_t size = 0; size < file.size(); ++size) {
    DirectoryState cut("/work");
    const Health health = load(cut, std::string_view(file).substr(0, size));
    const bool whole = size == 0 || size == base.size();
    EXPECT_EQ(health, whole ? Health::kGood : Health::kCut) << size;
    EXPECT_EQ(describe(cut), size < base.size() ? "" : before) << size;
  }
  DirectoryState all("/work");
  EXPECT_EQ(load(all, file), Health::kGood);
  EXPECT_EQ(describe(all), after);
}

TEST(DirectoryState, EveryFlippedBitIsNoticed) {
  DirectoryState state("/work");
  add_record(state, "a.o", {"a.c", "common.h"}, 10);
  const std::string base = state.serialize();
  DirectoryState next("/work");
  load(next, base);
  const std::string before = describe(next);
  add_record(next, "c.o", {"c.c"}, 50);
  const std::string file = base + delta_of(next);
  for (size_t bit = 0; bit < file.size() * 8; ++bit) {
    std::string damaged = file;
    damaged[bit / 8] = static_cast<char>(damaged[bit / 8] ^ (1 << (bit % 8)));
    DirectoryState loaded("/work");
    const Health health = load(loaded, damaged);
    // The header's reserved field means nothing.
    const size_t in_header = bit / 8 < base.size() ? bit / 8 : bit / 8 - base.size();
    if (in_header >= 12 && in_header < 16) continue;
    EXPECT_NE(health, Health::kGood) << bit;
    const std::string said = describe(loaded);
    EXPECT_TRUE(said.empty() || said == before) << bit;
  }
}

TEST(DirectoryState, RandomBytesDoNoHarm) {
  std::mt19937 random(1);
  for (int round = 0; round < 2000; ++round) {
    std::string bytes(random() % 400, '\0');
    for (char& byte : bytes) byte = static_cast<char>(random());
    if (round % 2 == 0 && bytes.size() > 8) std::memcpy(bytes.data(), kSegmentMagic, 8);
    DirectoryState state("/work");
    const Health health = load(state, bytes);
    EXPECT_TRUE(health != Health::kGood || bytes.empty());
    DirectoryState other("/work");
    other.apply_journal(bytes, DirectoryState::Journal::kOfKilled);
    // Entries with a right checksum and nonsense inside.
    std::string entries;
    EntryWriter writer(entries, other.seed());
    for (int i = 0; i < 5; ++i) {
      writer.begin("PURDMEX"[random() % 7]);
      writer.put_bytes(std::string_view(bytes).substr(0, random() % (bytes.size() + 1)));
      writer.end();
    }
    DirectoryState third("/work");
    third.apply_delta(entries);
    third.serialize();
  }
}

TEST(DirectoryState, JournalOfAKilledUmakeCountsWithItsMarks) {
  DirectoryState state("/work");
  std::string bytes(sizeof(JournalHeader), '\0');
  JournalHeader header;
  std::memcpy(header.magic, kJournalMagic, 8);
  header.seed = state.seed();
  std::memcpy(bytes.data(), &header, sizeof header);
  StateStream stream(state, bytes);
  add_record(state, "done", {"s"}, 10);
  stream.mark(state.intern("done"));
  stream.record(state.record(0));
  stream.end(state.intern("done"));
  stream.mark(state.intern("half"));

  DirectoryState after("/work");
  EXPECT_EQ(after.apply_journal(bytes, DirectoryState::Journal::kOfKilled), Health::kGood);
  EXPECT_NE(after.path(after.find("half")).flags & PathEntry::kInProgress, 0u);
  EXPECT_EQ(after.path(after.find("done")).flags & PathEntry::kInProgress, 0u);
  RecordKey key;
  key.path = after.find("done");
  EXPECT_NE(after.find_record(key), kNone);
  EXPECT_TRUE(after.changed());
  // Folded into the records file, with or without the marks.
  DirectoryState folded("/work");
  folded.apply_delta(after.changes(true));
  EXPECT_NE(folded.path(folded.find("half")).flags & PathEntry::kInProgress, 0u);
  DirectoryState unmarked("/work");
  unmarked.apply_delta(after.changes(false));
  EXPECT_EQ(unmarked.path(unmarked.find("half")).flags & PathEntry::kInProgress, 0u);

  DirectoryState running("/work");
  EXPECT_EQ(running.apply_journal(bytes, DirectoryState::Journal::kOfRunning), Health::kGood);
  EXPECT_EQ(running.path(running.find("half")).flags & PathEntry::kInProgress, 0u);
  EXPECT_FALSE(running.changed());

  for (size_t size = 0; size < bytes.size(); ++size) {
    DirectoryState cut("/work");
    EXPECT_NE(cut.apply_journal(std::string_view(bytes).substr(0, size),
                                DirectoryState::Journal::kOfKilled),
              Health::kDamaged)
        << size;
  }
}

TEST(RecordTest, PeaksAreKeptRoundedUp) {
  EXPECT_EQ(peak_flags(0), 0u);
  EXPECT_EQ(peak_flags(40'000), 0u);
  EXPECT_EQ(peak_kb_of(Record::kObserved), 0u);
  for (uint64_t kb = 65'536; kb < uint64_t{1} << 32; kb += kb / 7) {
    const uint32_t flags = peak_flags(kb);
    EXPECT_EQ(flags & ~Record::kStored, 0u);
    EXPECT_EQ(flags & Record::kObserved, 0u);
    EXPECT_GE(peak_kb_of(flags | Record::kObserved), kb);
    EXPECT_LE(peak_kb_of(flags), kb + kb / 4);
  }
}

TEST(RecordTest, PeaksComeBackFromTheDisk) {
  DirectoryState state("/work");
  Record record;
  record.key.path = state.intern("t");
  record.flags = Record::kObserved | peak_flags(1'000'000);
  state.put_record(record, {});
  const uint64_t peak = peak_kb_of(record.flags);
  std::string delta;
  append_segment(delta, SegmentKind::kDelta, state.changes(false), state.seed());
  for (const std::string& bytes : {state.serialize(), delta}) {
    DirectoryState other("/work");
    ASSERT_EQ(load(other, bytes), Health::kGood);
    const RecordId id = other.find_record({other.find("t"), 0, 0});
    ASSERT_NE(id, kNone);
    EXPECT_EQ(peak_kb_of(other.record(id).flags), peak);
  }
}

}  // namespace
}  // namespace umake
