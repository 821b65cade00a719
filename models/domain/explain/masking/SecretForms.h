#pragma once

#include <QString>

namespace gatehouse::explain {

/// With the values of secret fields masked: of pages (response_mode=form_post), of multipart/form-data and of
/// XML.
QString withMaskedFields(const QString &text);

/// With what options of curl hand over masked: -u, -U, -b and their like, whatever the quotes.
QString withMaskedOptions(const QString &text);

}
