#pragma once

#include <QStringList>

namespace gatehouse::explain {

/// The one of these that differs in the fewest characters, whatever their case. Empty where none is near.
QString nearestClientId(const QString &sent, const QStringList &known);

}
