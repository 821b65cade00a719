#pragma once

#include "ui/common/Question.h"
#include "ui/records/RecordType.h"

namespace gatehouse {

/// The question before a record is deleted. `goesWith` says what goes with it, and may be empty.
Question removalQuestion(const RecordTexts &texts, const Record &record, const QString &goesWith);

}
