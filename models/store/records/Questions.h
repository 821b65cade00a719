#pragma once

#include "domain/User.h"
#include "store/Database.h"
#include "store/records/RecordStore.h"
#include "store/records/SecurityStore.h"

/// What is asked together with other questions, see Database::visitAll(). Answers are put into what is handed
/// over, which outlives the question.
namespace gatehouse::store {

/// The user with that ID, which is ASCII, whatever its case.
Engine::Question userQuestion(const QString &userId, std::optional<User> &found);
/// Nothing where the setting is missing.
Engine::Question licenceQuestion(std::optional<Licence> &licence);
Engine::Question certificateStorageQuestion(std::optional<CertificateStorage> &storage);
/// The names of all servers, in their order.
Engine::Question serverNamesQuestion(QStringList &names);

}
