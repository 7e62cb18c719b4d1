// The part of Recorder that tells the audit (--audit) what makefiles do not say.
#include <algorithm>

#include "runtime/freshness/recorder.h"

namespace umake {

// Files that the recipe read, but for the system's. That something was looked for and not found, or
// that only its status was asked for, is no reason to declare it.
void Recorder::audit_inputs(TargetId id, std::span<const ObservationId> inputs) {
  if (audit_ == nullptr) return;
  const std::vector<Prerequisite>& declared = database_.targets[id].prerequisites;
  for (const ObservationId each : inputs) {
    const Observation& seen = state().observation(each);
    const auto kind = static_cast<InputKind>(seen.flags & Observation::kKindMask);
    constexpr uint32_t kNoInputs = Observation::kSystem | Observation::kBeside;
    if ((seen.flags & kNoInputs) != 0 || kind != InputKind::kContent) continue;
    const Symbol name = files_.symbol(seen.path);
    const TargetId maker = database_.targets.find(name);
    const bool is_declared =
        std::any_of(declared.begin(), declared.end(), [&](const Prerequisite& prerequisite) {
          return file_of(database_.targets.resolve(prerequisite.target)) == name;
        });
    if (is_declared) continue;
    const bool made = maker && database_.targets[maker].recipe != nullptr;
    audit_->push_back({id, made ? AuditFinding::Kind::kEdge : AuditFinding::Kind::kInput,
                       std::string(database_.symbols.text(name)), made ? maker : TargetId()});
  }
}

void Recorder::audit_outputs(TargetId id, const Running& running,
                             const std::vector<Symbol>& outputs) {
  if (audit_ == nullptr) return;
  for (const Symbol name : outputs) {
    if (is_own(running, name) || files_.file(name).kind == FileKind::kDirectory) continue;
    audit_->push_back(
        {id, AuditFinding::Kind::kOutput, std::string(database_.symbols.text(name)), {}});
  }
}

void Recorder::audit_record(TargetId id, const Record& record) {
  if (audit_ == nullptr || (record.flags & Record::kObserved) == 0) return;
  audit_inputs(id, state().inputs(record));
}

}  // namespace umake
