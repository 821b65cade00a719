#pragma once

#include "draft/ClientDraft.h"

namespace gatehouse::test {

/// Puts a value into a plain field as its widget does.
inline void type(ClientDraft &draft, ClientField field, const QVariant &value)
{
    if (!draft.table(field).setData(draft.cell(field), value))
        qFatal("%s takes nothing.", fieldInfo(field).name);
}

}
