#pragma once

#include "domain/formats/ImportedAccess.h"
#include "domain/rules/FieldRules.h"

#include <functional>

/// Leaves out what runs on the server that a file comes from and on no other, as a redirect with a wildcard
/// in its host, and tells of it: the client application comes in with the rest.
namespace gatehouse::sound {

using Check = std::function<rules::Findings(const QString &value)>;

std::optional<QString> text(ImportedAccess &access, const std::optional<QString> &value,
                            const QString &property, const Check &check);
QStringList list(ImportedAccess &access, QStringList values, const QString &property, const Check &check);
void takeList(ImportedAccess &access, ClientField field, QStringList &member,
              const std::optional<QStringList> &values, const QString &property, const Check &check);
/// The address of a page or a picture.
std::optional<QString> address(ImportedAccess &access, const std::optional<QString> &value,
                               const QString &property, ClientField field);

}
