FLASK_APP=faimi
