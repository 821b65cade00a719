#pragma once

#include "ui/client/othersettings/SettingsTree.h"

#include <QDialog>
#include <QPersistentModelIndex>

class QPushButton;

namespace gatehouse {

class HelpLabel;
class KeyComboBox;
class LineEdit;
class SettingsModel;

/// Asks for the name and the kind of a new setting, and for the format where no place was chosen.
class AddSettingDialog : public QDialog
{
    Q_OBJECT

public:
    AddSettingDialog(SettingsModel &model, const QModelIndex &container, QWidget *parent = nullptr);

    /// Adds it, and gives its place.
    QString add();

private:
    void build();
    QString fault() const;
    QModelIndex target() const;
    void showState();

    SettingsModel &m_model;
    QPersistentModelIndex m_container;
    KeyComboBox *m_format;
    LineEdit *m_name;
    KeyComboBox *m_kind;
    HelpLabel *m_help = nullptr;
    QPushButton *m_accept = nullptr;
};

}
