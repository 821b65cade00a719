#pragma once

#include "domain/formats/ClientFormat.h"
#include "store/TableModel.h"

#include <QWidget>

namespace gatehouse {

/// What an exported file does not say; hidden while there is nothing.
class LossList : public QWidget
{
    Q_OBJECT

public:
    explicit LossList(QWidget *parent = nullptr);

    void setLosses(const QList<Loss> &losses);

private:
    TableModel<Loss> *m_model;
};

}
