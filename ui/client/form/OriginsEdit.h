#pragma once

#include "ui/client/form/TextListEdit.h"

#include <QMap>

namespace gatehouse {

class KeyComboBox;

/// A list of texts in a form of which some may be for one server alone: above it is chosen which are shown.
/// Where there are no servers there is nothing to choose.
class OriginsEdit : public TextListEdit
{
    Q_OBJECT

public:
    explicit OriginsEdit(QWidget *parent = nullptr);

    /// The field with the choice above it, for a layout to take.
    QWidget *withChoice() { return m_together; }
    /// How many texts each server has alone, by its name.
    void setServers(const QMap<QString, qsizetype> &servers);
    /// Whose texts are shown; empty: those for all.
    QString server() const;
    void setServer(const QString &server);

Q_SIGNALS:
    void serverChosen();

private:
    QWidget *m_together;
    QWidget *m_choice;
    KeyComboBox *m_onlyOn;
};

}
