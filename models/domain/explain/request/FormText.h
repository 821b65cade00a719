#pragma once

#include "domain/explain/request/PastedRequest.h"

namespace gatehouse::explain {

struct Decoded
{
    QString text;
    bool isWhole = true; ///< each percent sign encodes a byte, and the bytes are UTF-8
};
/// application/x-www-form-urlencoded; what encodes nothing stays as it is.
Decoded decodedForm(QStringView written);

}
