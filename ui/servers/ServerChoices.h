#pragma once

#include "domain/servers/Server.h"
#include "ui/common/KeyComboBox.h"

/// What can be chosen of a server, for people.
namespace gatehouse::serverchoices {

QList<KeyComboBox::Item> kinds();
QList<KeyComboBox::Item> signIns(ServerKind kind);
QList<KeyComboBox::Item> formats();

/// Which of its addresses is meant.
QString urlHelp(ServerKind kind);

}
