#pragma once

#include <QByteArray>
#include <QString>

namespace gatehouse {

/// Sixteen hexadecimal digits that tell bytes from others, without a way back. Of a secret: of its hash.
QString fingerprint(QByteArrayView bytes);

}
