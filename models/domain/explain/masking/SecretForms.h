#pragma once

#include <QString>

namespace gatehouse::explain {

/// With the values of secret fields masked: of pages (response_mode=form_post), and of multipart/form-data.
QString withMaskedFields(const QString &text);

/// With what options of curl hand over masked: -u, -U, -b and their like, whatever the quotes.
QString withMaskedOptions(const QString &text);

}
