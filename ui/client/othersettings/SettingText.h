#pragma once

#include "draft/DraftTable.h"
#include "ui/client/othersettings/SettingsTree.h"

/// Settings as people read and type them.
namespace gatehouse::settingtext {

QString ofName(const settingstree::Node &node);
QString ofKind(settingstree::Kind kind);
/// Of a container how much is in it.
QString ofValue(const settingstree::Node &node);

QString keyOf(settingstree::Kind kind);
std::optional<settingstree::Kind> kindOfKey(const QString &key);
QList<Choice> kindChoices();
QList<Choice> flagChoices();

/// What was typed as a value of that kind; none while it is none.
std::optional<json::Json> valueFrom(const QString &typed, settingstree::Kind kind);
/// The same value in another kind, as far as that can say it.
json::Json converted(const settingstree::Node &node, settingstree::Kind kind);

}
