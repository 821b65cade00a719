#pragma once

#include "domain/json/JsonText.h"

#include <QIODevice>

namespace gatehouse::json {

/// Writes an array item by item with two spaces of indentation, the same bytes as a dump of the whole would
/// give. The bytes go straight to the device, so that memory does not grow with the number of items.
class ArrayOutput
{
public:
    explicit ArrayOutput(QIODevice &target, int depth = 0) : m_target(target), m_indentation(depth * 2, ' ')
    {
    }

    Result<void> begin();
    Result<void> add(const Json &item);
    Result<void> end();

private:
    QIODevice &m_target;
    QByteArray m_indentation;
    bool m_empty = true;
};

Result<void> write(QIODevice &target, const QByteArray &bytes);

}
